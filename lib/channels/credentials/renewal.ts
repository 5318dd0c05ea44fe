import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tx } from '#lib/db/tx.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import type { Connector } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { announce } from '#lib/realtime/announce.ts';
import { openCredentials, type Place, sealCredentials } from './seal-credentials.ts';
import { markReconnect } from '../mark-reconnect.ts';

/** Longer than a renewal takes, so that one that is under way is never begun a second time. */
const LEASE_MS = 60_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;
/** Credentials that die as soon as they are given are not renewed without a pause. */
const LEAST_LIFE_MS = 60_000;
/** How often new credentials are tried to be stored, which nobody will give again. */
const STORE_ATTEMPTS = 10;
const STORE_PAUSE_MS = 500;

export type Held =
  | { state: 'renewed'; credentials: unknown }
  | { state: 'ours'; leaseId: string; sealed: Uint8Array; credentials: unknown; failures: number }
  | { state: 'awaited'; failures: number };

type Row = { keyId: string; sealed: Uint8Array; isLeased: boolean; failures: number; status: string; reason: string };

/**
 * Looks what became of the credentials, and takes it on to renew them when nobody else has.
 * @param failures how many renewals had failed when the caller began to wait; null when it has just come
 * @throws NetworkError `unauthorized` when the channel waits to be reconnected; `unavailable` when the renewal that the
 *   caller waited for failed
 */
export async function takeRenewal(
  place: Place,
  connector: Connector,
  isRenewed: (credentials: unknown) => boolean,
  failures: number | null,
): Promise<Held> {
  return await inWorkspace(place.workspaceId, async (tx) => {
    const row = await lockRow(tx, place);
    if (!row) throw new NetworkError('unauthorized', 'bad_credentials');
    const credentials = connector.credentialsSchema.parse(openCredentials(place, row));
    if (isRenewed(credentials)) return { state: 'renewed', credentials };
    if (row.status === 'reconnect') throw new NetworkError('unauthorized', 'bad_credentials', { detail: row.reason });
    if (failures !== null && row.failures > failures) {
      throw new NetworkError('unavailable', 'unreachable', { detail: 'the credentials could not be renewed now' });
    }
    if (row.isLeased) return { state: 'awaited', failures: row.failures };
    const leaseId = randomUUID();
    await tx.$executeRaw`
      UPDATE "channel_credential" SET "leaseId" = ${leaseId}::uuid,
        "leaseUntil" = clock_timestamp() + ${LEASE_MS} * interval '1 millisecond'
      WHERE "workspaceId" = ${place.workspaceId}::uuid AND "channelId" = ${place.channelId}::uuid`;
    return { state: 'ours', leaseId, sealed: row.sealed, credentials, failures: row.failures };
  });
}

async function lockRow(tx: Tx, { workspaceId, channelId }: Place): Promise<Row | undefined> {
  const [row] = await tx.$queryRaw<Omit<Row, 'status' | 'reason'>[]>`
    SELECT "keyId", "sealed", coalesce("leaseUntil" > clock_timestamp(), false) AS "isLeased", "failedRenewals" AS "failures"
    FROM "channel_credential"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "channelId" = ${channelId}::uuid FOR UPDATE`;
  // Read once the lock is had: joined to it, the channel would be seen as it was before the wait.
  const channel = await tx.channel.findUnique({
    where: { workspaceId_id: { workspaceId, id: channelId } },
    select: { status: true, statusReason: true },
  });
  return row && channel ? { ...row, status: channel.status, reason: channel.statusReason ?? '' } : undefined;
}

/**
 * Stores what the network gave in place of the old. A database that is away for a moment is waited for: the network has
 * forgotten the old ones already.
 * @returns what is to be used: other ones where somebody reconnected the channel meanwhile
 */
export async function storeRenewed(
  place: Place,
  connector: Connector,
  held: Held & { state: 'ours' },
  renewed: unknown,
): Promise<unknown> {
  const { workspaceId, channelId } = place;
  const { expiresAt = null, refreshAt } = connector.tokenLife?.(renewed) ?? {};
  const soonest = new Date(Date.now() + LEAST_LIFE_MS);
  const life = { expiresAt, refreshAt: refreshAt && (refreshAt > soonest ? refreshAt : soonest) };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inWorkspace(workspaceId, async (tx) => {
        const { count } = await tx.channelCredential.updateMany({
          // Whoever's lease it is by now: they still are what these were made of.
          where: { workspaceId, channelId, sealed: Buffer.from(held.sealed) },
          data: {
            ...sealCredentials(place, renewed),
            ...life,
            refreshAt: life.refreshAt ?? null,
            leaseId: null,
            leaseUntil: null,
            failedRenewals: 0,
            updatedAt: new Date(),
          },
        });
        if (count === 1) return renewed;
        const row = await lockRow(tx, place);
        if (!row) throw new NetworkError('unauthorized', 'bad_credentials');
        return openCredentials(place, row);
      });
    } catch (error) {
      if (error instanceof NetworkError || attempt === STORE_ATTEMPTS) throw error;
      log.warn({ ...place, attempt, error: String(error) }, 'renewed credentials not stored yet');
      await sleep(STORE_PAUSE_MS * attempt);
    }
  }
}

/** Gives the renewal up: for good when the credentials are dead, else until a pause that grows. */
export async function noteFailure(
  place: Place,
  held: Held & { state: 'ours' },
  { error, isDead }: { error: unknown; isDead: boolean },
): Promise<void> {
  const { workspaceId, channelId } = place;
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** held.failures, LONGEST_PAUSE_MS);
  const retryAt = error instanceof NetworkError ? error.retryAt : undefined;
  await inWorkspace(workspaceId, async (tx) => {
    await tx.channelCredential.updateMany({
      where: { workspaceId, channelId, leaseId: held.leaseId },
      data: {
        leaseId: null,
        leaseUntil: null,
        failedRenewals: { increment: 1 },
        refreshAt: isDead ? null : (retryAt ?? new Date(Date.now() + pauseMs)),
      },
    });
    if (isDead && error instanceof NetworkError) await markReconnect(tx, workspaceId, channelId, error);
  });
  if (isDead) announce(workspaceId);
  else log.warn({ channelId, error: error instanceof Error ? error.message : String(error) }, 'not renewed');
}
