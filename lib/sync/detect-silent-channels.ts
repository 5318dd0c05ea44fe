import { emitChannelChanged } from '#lib/realtime/emit-channel-changed.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';

/** No shorter pause is a silence, in milliseconds. */
const SHORTEST_MS = 2 * 3_600_000;
/** A longer one is asked about no more: it was noted by then, or it is the channel's habit. */
const LONGEST_MS = 7 * 24 * 3_600_000;
const WEEK_MS = 7 * 24 * 3_600_000;
/** The habit is that of these last weeks. */
const WEEKS = 4;
/**
 * So many messages in the same hours of each of those weeks make a pause unlikely: where eight are to be expected,
 * nobody writes by chance once in three thousand times.
 */
const USUAL = 8;

type Place = { workspaceId: string; channelId: string };

/**
 * Finds channels on which nobody writes though somebody always does at this time of the week, which points at a reading
 * that is broken without saying so; and those that speak again.
 */
export async function findSilence(now = new Date()): Promise<void> {
  for (const place of await quietChannels(now)) {
    const isChanged = await inWorkspace(place.workspaceId, async (tx) => await judge(tx, place, now));
    if (isChanged) announce(place.workspaceId);
  }
}

/** Those whose latest message is a while ago, and those that were called silent. */
async function quietChannels(now: Date): Promise<Place[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<Place[]>`
      SELECT "workspaceId", "id" AS "channelId" FROM "channel"
      WHERE "status" = 'connected' AND ("silentSince" IS NOT NULL
        OR "lastMessageAt" BETWEEN ${new Date(now.getTime() - LONGEST_MS)} AND ${new Date(now.getTime() - SHORTEST_MS)})`,
  );
}

async function judge(tx: Tx, { workspaceId, channelId }: Place, now: Date): Promise<boolean> {
  const channel = await tx.channel.findFirst({ where: { id: channelId }, select: { silentSince: true } });
  const lastAt = await lastInboundAt(tx, { workspaceId, channelId }, now);
  if (!channel) return false;
  const quietMs = lastAt ? now.getTime() - lastAt.getTime() : Infinity;
  const isSpeaking = quietMs < SHORTEST_MS || (channel.silentSince !== null && lastAt && lastAt > channel.silentSince);
  const silentSince = isSpeaking
    ? null
    : (channel.silentSince ??
      (lastAt && (await isUnusual(tx, { workspaceId, channelId }, lastAt, now)) ? lastAt : null));
  if (silentSince?.getTime() === channel.silentSince?.getTime()) return false;
  await tx.channel.updateMany({ where: { workspaceId, id: channelId }, data: { silentSince } });
  await emitChannelChanged(tx, workspaceId, channelId);
  return true;
}

async function lastInboundAt(tx: Tx, { workspaceId, channelId }: Place, now: Date): Promise<Date | null> {
  const message = await tx.message.findFirst({
    where: { workspaceId, channelId, direction: 'inbound', createdAt: { gt: new Date(now.getTime() - LONGEST_MS) } },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true },
  });
  return message?.createdAt ?? null;
}

/** Whether in each of the last weeks people wrote in the hours that are silent now. */
async function isUnusual(tx: Tx, { workspaceId, channelId }: Place, since: Date, now: Date): Promise<boolean> {
  for (let week = 1; week <= WEEKS; week += 1) {
    const [from, until] = [since, now].map((moment) => new Date(moment.getTime() - week * WEEK_MS));
    const messages = await tx.message.findMany({
      where: { workspaceId, channelId, direction: 'inbound', createdAt: { gt: from ?? since, lte: until ?? now } },
      take: USUAL,
      select: { id: true },
    });
    if (messages.length < USUAL) return false;
  }
  return true;
}
