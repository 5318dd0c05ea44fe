import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { Connector, Reach } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { type Place, readCredentials, writeCredentials } from './credentials.ts';

const LEASE_MS = 45_000;
const LOOK_EVERY_MS = 100;

/**
 * Living credentials in place of dead ones. One worker at a time asks the network; the others wait for what it gets.
 * They are stored before anybody uses them, and good ones are never replaced with nothing.
 * @throws NetworkError `unauthorized` when they are dead for good; `unavailable` when it cannot be told now
 */
export async function renewCredentials(
  place: Place,
  connector: Connector,
  dead: unknown,
  reach: Reach,
): Promise<unknown> {
  if (!connector.refresh) throw new NetworkError('unauthorized', 'bad_credentials');
  const leaseId = randomUUID();
  const until = Date.now() + LEASE_MS;
  while (Date.now() < until) {
    const held = await takeLease(place, connector, leaseId);
    // Another worker has renewed them, or somebody reconnected the channel.
    if (!isDeepStrictEqual(held.credentials, dead)) {
      if (held.isMine) await freeLease(place, leaseId);
      return held.credentials;
    }
    if (held.isMine) return await refresh(place, connector, held.credentials, { leaseId, reach });
    await sleep(LOOK_EVERY_MS, undefined, { signal: reach.signal }).catch(() => undefined);
    if (reach.signal.aborted) break;
  }
  throw new NetworkError('unavailable', 'unreachable', { detail: 'the credentials are being renewed elsewhere' });
}

async function takeLease(place: Place, connector: Connector, leaseId: string) {
  return await inWorkspace(place.workspaceId, async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE "channel_credential" SET "leaseId" = ${leaseId}::uuid,
        "leaseUntil" = clock_timestamp() + ${LEASE_MS} * interval '1 millisecond'
      WHERE "workspaceId" = ${place.workspaceId}::uuid AND "channelId" = ${place.channelId}::uuid
        AND ("leaseUntil" IS NULL OR "leaseUntil" < clock_timestamp())`;
    const stored = await readCredentials(tx, place);
    if (stored === null) throw new NetworkError('unauthorized', 'bad_credentials');
    return { isMine: count === 1, credentials: connector.credentialsSchema.parse(stored) };
  });
}

async function refresh(
  place: Place,
  connector: Connector,
  old: unknown,
  { leaseId, reach }: { leaseId: string; reach: Reach },
): Promise<unknown> {
  try {
    const renewed = connector.credentialsSchema.safeParse(await connector.refresh?.(old, reach));
    if (!renewed.success) throw new NetworkError('unavailable', 'unexpected_answer');
    await inWorkspace(place.workspaceId, async (tx) => {
      await writeCredentials(tx, place, connector, renewed.data);
    });
    return renewed.data;
  } finally {
    await freeLease(place, leaseId);
  }
}

async function freeLease({ workspaceId, channelId }: Place, leaseId: string): Promise<void> {
  await inWorkspace(workspaceId, async (tx) => {
    await tx.channelCredential.updateMany({
      where: { workspaceId, channelId, leaseId },
      data: { leaseId: null, leaseUntil: null },
    });
  });
}
