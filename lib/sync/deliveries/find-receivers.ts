import { asDispatcher } from '#lib/db/in-workspace.ts';
import type { Receiver } from './types.ts';

/** How long a found channel is cached, so that a burst for one account queries once, in milliseconds. */
const REMEMBERED_MS = 5_000;
const MOST_REMEMBERED = 10_000;

type Found = { receivers: Promise<Receiver[]>; until: number };

const holder = globalThis as typeof globalThis & { parvisReceivers?: Map<string, Found> };

/**
 * Finds the channels of these accounts in all workspaces, also those that are paused or wait to be reconnected.
 * @param networkAppId the workspace's own app that received the delivery, which serves only its own channels; null for
 *   the operator's app
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
    const reading = readReceivers(network, asked, networkAppId);
    if (known.size > MOST_REMEMBERED) known.clear();
    for (const externalId of asked) remember(known, key(externalId), { reading, externalId, now });
  }
  const none: Promise<Receiver[]> = Promise.resolve([]);
  return (await Promise.all(wanted.map((externalId) => known.get(key(externalId))?.receivers ?? none))).flat();
}

type Row = Receiver & { externalId: string };

/** Caches the running query too, so that concurrent deliveries wait for the same result. */
function remember(
  known: Map<string, Found>,
  key: string,
  { reading, externalId, now }: { reading: Promise<Row[]>; externalId: string; now: number },
): void {
  const receivers = reading.then((rows) =>
    rows
      .filter((row) => row.externalId === externalId)
      .map(({ workspaceId, channelId }) => ({ workspaceId, channelId })),
  );
  const entry: Found = { receivers, until: now + REMEMBERED_MS };
  known.set(key, entry);
  const forget = () => {
    if (known.get(key) === entry) known.delete(key);
  };
  // An empty result is not cached: the account may be connected the next moment.
  receivers.then((found) => found.length === 0 && forget(), forget);
}

async function readReceivers(network: string, externalIds: string[], networkAppId: string | null): Promise<Row[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<Row[]>`
      SELECT "workspaceId", "id" AS "channelId", "externalId" FROM "channel"
      WHERE "network" = ${network} AND "externalId" = ANY(${externalIds}) AND "status" <> 'disconnected'
        AND "networkAppId" IS NOT DISTINCT FROM ${networkAppId}::uuid`,
  );
}
