import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';

/** A shorter pause is never suspicious, in milliseconds. */
const SHORTEST_MS = 2 * 3_600_000;
/** A longer pause was noticed earlier, or is normal for the channel, in milliseconds. */
const LONGEST_MS = 7 * 24 * 3_600_000;
const WEEK_MS = 7 * 24 * 3_600_000;
/** The normal activity is taken from this many past weeks. */
const WEEKS = 4;
/**
 * A channel counts as active at these hours if each past week had at least this many messages then: when eight are
 * expected, none arrive by chance once in 3,000 times.
 */
const USUAL = 8;

/**
 * Marks channels that receive no messages at a time of the week when they always do, which suggests that reading them
 * fails silently; and unmarks those that receive messages again.
 */
export async function detectSilentChannels(now = new Date()): Promise<void> {
  for (const channelRef of await quietChannels(now)) {
    const isChanged = await inWorkspace(channelRef.workspaceId, async (tx) => await judge(tx, channelRef, now));
    if (isChanged) announce(channelRef.workspaceId);
  }
}

/** Channels without a message for a while, and channels marked as silent. */
async function quietChannels(now: Date): Promise<ChannelRef[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<ChannelRef[]>`
      SELECT "workspaceId", "id" AS "channelId" FROM "channel"
      WHERE "status" = 'connected' AND ("silentSince" IS NOT NULL
        OR "lastMessageAt" BETWEEN ${new Date(now.getTime() - LONGEST_MS)} AND ${new Date(now.getTime() - SHORTEST_MS)})`,
  );
}

async function judge(tx: Tx, { workspaceId, channelId }: ChannelRef, now: Date): Promise<boolean> {
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

async function lastInboundAt(tx: Tx, { workspaceId, channelId }: ChannelRef, now: Date): Promise<Date | null> {
  const message = await tx.message.findFirst({
    where: { workspaceId, channelId, direction: 'inbound', createdAt: { gt: new Date(now.getTime() - LONGEST_MS) } },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true },
  });
  return message?.createdAt ?? null;
}

/** Whether people wrote at these hours in each of the past weeks. */
async function isUnusual(tx: Tx, { workspaceId, channelId }: ChannelRef, since: Date, now: Date): Promise<boolean> {
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
