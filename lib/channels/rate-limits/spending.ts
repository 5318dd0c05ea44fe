import type { ChannelRef } from '../channel-ref.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { SpendPurpose } from '#lib/networks/contract.ts';

/** Adds to what a channel's calls have cost this month and today (UTC), in millionths of a US dollar. */
export async function recordSpend(
  tx: Tx,
  { workspaceId, channelId }: ChannelRef,
  { micros, purpose }: { micros: number; purpose: SpendPurpose },
): Promise<void> {
  const rounded = Math.ceil(micros);
  await tx.$executeRaw`
    WITH day AS (
      INSERT INTO "channel_day_spend" AS d ("workspaceId", "channelId", "day", "purpose", "micros")
      VALUES (${workspaceId}::uuid, ${channelId}::uuid, (now() AT TIME ZONE 'UTC')::date, ${purpose}, ${rounded})
      ON CONFLICT ("workspaceId", "channelId", "day", "purpose") DO UPDATE SET "micros" = d."micros" + EXCLUDED."micros"
    )
    INSERT INTO "channel_spend" AS s ("workspaceId", "channelId", "month", "micros")
    VALUES (${workspaceId}::uuid, ${channelId}::uuid, date_trunc('month', now() AT TIME ZONE 'UTC')::date, ${rounded})
    ON CONFLICT ("workspaceId", "channelId", "month") DO UPDATE SET "micros" = s."micros" + EXCLUDED."micros"`;
}

/** Whether what the channel may cost in a month is used up. */
export async function isBudgetSpent(tx: Tx, channelRef: ChannelRef): Promise<boolean> {
  const left = await readLeft(tx, channelRef);
  return left !== null && left <= 0;
}

/** What is left of the month's budget, spread over today and the days after it; null without a budget. */
export async function readDayBudget(tx: Tx, channelRef: ChannelRef, now = new Date()): Promise<number | null> {
  const left = await readLeft(tx, channelRef);
  if (left === null) return null;
  const days = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate() - now.getUTCDate() + 1;
  return Math.max(0, left) / days;
}

async function readLeft(tx: Tx, { workspaceId, channelId }: ChannelRef): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ left: number | null }[]>`
    SELECT (c."monthlyBudgetMicros" - coalesce(s."micros", 0))::float8 AS "left" FROM "channel" c
    LEFT JOIN "channel_spend" s ON s."workspaceId" = c."workspaceId" AND s."channelId" = c."id"
      AND s."month" = date_trunc('month', now() AT TIME ZONE 'UTC')::date
    WHERE c."workspaceId" = ${workspaceId}::uuid AND c."id" = ${channelId}::uuid`;
  return row?.left ?? null;
}
