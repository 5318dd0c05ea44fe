import type { Tx } from '#lib/db/tx.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { eraseIdentities, eraseMessages } from '#lib/items/erase-messages.ts';
import { deleteStaleMedia } from '#lib/media/sweep-media.ts';
import type { RetentionPolicy } from '#lib/networks/contract.ts';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import { announce } from '#lib/realtime/announce.ts';

/** Rows that one transaction erases. */
const CHUNK = 500;

type NetworkChannel = { workspaceId: string; channelId: string; network: string };

/**
 * Enforces the networks' retention policies: erases what was deleted on the network and what may not be stored any
 * longer. The rows say what is due, so it may run at any time.
 */
export async function enforceRetention(now = new Date()): Promise<void> {
  for (const channel of await channelsWithRetention()) {
    const terms = connectorOf(channel.network)?.retention;
    if (!terms) continue;
    let erased = await eraseTexts(channel, terms, now);
    if (terms.profilesForMs) erased += await eraseProfiles(channel, new Date(now.getTime() - terms.profilesForMs));
    if (erased === 0) continue;
    await deleteStaleMedia(channel.workspaceId);
    announce(channel.workspaceId);
  }
}

/** Channels whose network has a retention policy; disconnected ones too, because their messages are still stored. */
export async function channelsWithRetention(): Promise<NetworkChannel[]> {
  const bound = networks.filter((network) => connectorOf(network)?.retention);
  if (bound.length === 0) return [];
  return await asDispatcher(
    (tx) => tx.$queryRaw<NetworkChannel[]>`
      SELECT "workspaceId", "id" AS "channelId", "network" FROM "channel" WHERE "network" = ANY(${bound})`,
  );
}

async function eraseTexts(
  { workspaceId, channelId }: NetworkChannel,
  terms: RetentionPolicy,
  now: Date,
): Promise<number> {
  const before = (ms: number) => ({ lt: new Date(now.getTime() - ms) });
  let erased = 0;
  if (terms.erasesDeleted) {
    erased += await inChunks(workspaceId, true, async (tx) => {
      return await tx.message.findMany({
        where: { workspaceId, channelId, deletedAt: { not: null }, erasedAt: null },
        take: CHUNK,
        select: { id: true },
      });
    });
  }
  const { textsForMs, refreshWithinMs } = terms;
  if (textsForMs !== undefined) {
    erased += await inChunks(workspaceId, false, async (tx) => {
      return await tx.message.findMany({
        where: { workspaceId, channelId, erasedAt: null, direction: 'inbound', checkedAt: before(textsForMs) },
        take: CHUNK,
        select: { id: true },
      });
    });
  }
  // Messages that could not be fetched again in time.
  if (refreshWithinMs !== undefined) {
    erased += await inChunks(workspaceId, false, async (tx) => {
      return await tx.message.findMany({
        where: { workspaceId, channelId, erasedAt: null, checkedAt: before(refreshWithinMs) },
        take: CHUNK,
        select: { id: true },
      });
    });
  }
  return erased;
}

async function inChunks(
  workspaceId: string,
  isForGood: boolean,
  find: (tx: Tx) => Promise<{ id: string }[]>,
): Promise<number> {
  for (let erased = 0; ;) {
    const found = await inWorkspace(workspaceId, async (tx) => {
      const ids = (await find(tx)).map(({ id }) => id);
      await eraseMessages(tx, workspaceId, ids, { isForGood });
      return ids.length;
    });
    erased += found;
    if (found < CHUNK) return erased;
  }
}

/** Erases names and pictures of other people; the brand's own stay. */
async function eraseProfiles({ workspaceId, network }: NetworkChannel, before: Date): Promise<number> {
  for (let erased = 0; ;) {
    const found = await inWorkspace(workspaceId, async (tx) => {
      const own = await tx.channel.findMany({ where: { workspaceId, network }, select: { externalId: true } });
      const identities = await tx.identity.findMany({
        where: {
          workspaceId,
          network,
          erasedAt: null,
          readAt: { lt: before },
          externalId: { notIn: own.map(({ externalId }) => externalId) },
        },
        take: CHUNK,
        select: { id: true },
      });
      await eraseIdentities(
        tx,
        workspaceId,
        identities.map(({ id }) => id),
      );
      return identities.length;
    });
    erased += found;
    if (found < CHUNK) return erased;
  }
}
