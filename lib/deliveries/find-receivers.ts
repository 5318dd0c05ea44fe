import { asDispatcher } from '#lib/db/in-workspace.ts';
import type { Receiver } from './types.ts';

/** How long a found channel is remembered, in milliseconds: a burst for one account asks once. */
const REMEMBERED_MS = 5_000;
const MOST_REMEMBERED = 10_000;

type Found = { receivers: Receiver[]; until: number };

const holder = globalThis as typeof globalThis & { parvisReceivers?: Map<string, Found> };

/**
 * The channels that hold these accounts, in all workspaces; those that are paused or wait to be reconnected too.
 * @param networkAppId the workspace's own app that the delivery came through, which speaks for its own channels alone;
 *   null for the operator's
 */
export async function findReceivers(
  network: string,
  externalIds: readonly string[],
  networkAppId: string | null,
): Promise<Receiver[]> {
  holder.parvisReceivers ??= new Map();
  const known = holder.parvisReceivers;
  const now = Date.now();
  const key = (externalId: string) => [network, networkAppId, externalId].join(' ');
  const wanted = [...new Set(externalIds)];
  const asked = wanted.filter((externalId) => (known.get(key(externalId))?.until ?? 0) <= now);
  if (asked.length > 0) {
    const rows = await readReceivers(network, asked, networkAppId);
    if (known.size > MOST_REMEMBERED) known.clear();
    for (const externalId of asked) {
      const receivers = rows.filter((row) => row.externalId === externalId);
      // That nobody has it is not remembered: it may be connected the next moment.
      if (receivers.length === 0) known.delete(key(externalId));
      else known.set(key(externalId), { receivers, until: now + REMEMBERED_MS });
    }
  }
  const found = wanted.flatMap((externalId) => known.get(key(externalId))?.receivers ?? []);
  return found.map(({ workspaceId, channelId }) => ({ workspaceId, channelId }));
}

async function readReceivers(network: string, externalIds: string[], networkAppId: string | null) {
  return await asDispatcher(
    (tx) => tx.$queryRaw<(Receiver & { externalId: string })[]>`
      SELECT "workspaceId", "id" AS "channelId", "externalId" FROM "channel"
      WHERE "network" = ${network} AND "externalId" = ANY(${externalIds}) AND "status" <> 'disconnected'
        AND "networkAppId" IS NOT DISTINCT FROM ${networkAppId}::uuid`,
  );
}
