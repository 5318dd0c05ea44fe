import type { ChannelRef } from '../channel-ref.ts';
import type { Tx } from '#lib/db/tx.ts';

/** Adds to what a channel's calls have cost this month (UTC), in millionths of a US dollar. */
export async function recordSpend(tx: Tx, { workspaceId, channelId }: ChannelRef, micros: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "channel_spend" AS s ("workspaceId", "channelId", "month", "micros")
    VALUES (${workspaceId}::uuid, ${channelId}::uuid, date_trunc('month', now() AT TIME ZONE 'UTC')::date, ${Math.ceil(micros)})
    ON CONFLICT ("workspaceId", "channelId", "month") DO UPDATE SET "micros" = s."micros" + EXCLUDED."micros"`;
}

/** Whether what the channel may cost in a month is used up. */
export async function isBudgetSpent(tx: Tx, { workspaceId, channelId }: ChannelRef): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isSpent: boolean | null }[]>`
    SELECT coalesce(s."micros", 0) >= c."monthlyBudgetMicros" AS "isSpent" FROM "channel" c
    LEFT JOIN "channel_spend" s ON s."workspaceId" = c."workspaceId" AND s."channelId" = c."id"
      AND s."month" = date_trunc('month', now() AT TIME ZONE 'UTC')::date
    WHERE c."workspaceId" = ${workspaceId}::uuid AND c."id" = ${channelId}::uuid`;
  return row?.isSpent ?? false;
}
