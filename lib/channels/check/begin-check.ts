import type { ChannelRef } from '../channel-ref.ts';
import { asDispatcher } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { env } from '#lib/env.ts';

const DAY_MS = 24 * 3_600_000;

/** Begins a check, unless one is under way. */
export async function beginCheck(
  tx: Tx,
  { workspaceId, channelId }: ChannelRef,
  { isAutomatic }: { isAutomatic: boolean },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "channel_check" ("workspaceId", "channelId", "isAutomatic")
    VALUES (${workspaceId}::uuid, ${channelId}::uuid, ${isAutomatic})
    ON CONFLICT ("workspaceId", "channelId") WHERE "finishedAt" IS NULL DO NOTHING`;
}

/**
 * Begins the check that a channel has by itself: after it was connected, and once a day. What is due is marked as checked at
 * once, so that of two workers one begins it.
 */
export async function beginDueCheck(tx: Tx, channelRef: ChannelRef, now = new Date()): Promise<void> {
  const { workspaceId, channelId } = channelRef;
  if (!env().PARVIS_CHECK_CHANNELS) return;
  const { count } = await tx.channel.updateMany({
    where: {
      workspaceId,
      id: channelId,
      status: 'connected',
      OR: [{ checkedAt: null }, { checkedAt: { lte: dayBefore(now) } }],
    },
    data: { checkedAt: now },
  });
  if (count > 0) await beginCheck(tx, channelRef, { isAutomatic: true });
}

/** Finds channels whose check is due, or was begun and is run by nobody: its hint got lost, or its worker. */
export async function findDueChecks(limit: number, now = new Date()): Promise<ChannelRef[]> {
  const isDaily = env().PARVIS_CHECK_CHANNELS;
  return await asDispatcher(
    (tx) => tx.$queryRaw<ChannelRef[]>`
      SELECT k."workspaceId", k."channelId" FROM "channel_check" k
      WHERE k."finishedAt" IS NULL AND coalesce(k."leaseUntil", '-infinity') < ${now}
      UNION
      SELECT c."workspaceId", c."id" FROM "channel" c
      WHERE ${isDaily} AND c."status" = 'connected' AND (c."checkedAt" IS NULL OR c."checkedAt" <= ${dayBefore(now)})
      LIMIT ${limit}`,
  );
}

function dayBefore(now: Date): Date {
  return new Date(now.getTime() - DAY_MS);
}
