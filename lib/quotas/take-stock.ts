import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { Refusal } from '#lib/refusal.ts';
import { stockLimits, type StockQuota } from './limits.ts';
import { stocks } from './stocks.ts';

export type Take = {
  quota: StockQuota;
  /** The member or the item whose quota it is; null for the workspace's. */
  subject: string | null;
  amount?: number;
};

/**
 * Makes sure that there is still place for what the transaction is about to add. Until the transaction ends nobody else
 * takes of the same quotas there, so that of two at the border one is refused.
 * @param takes name all quotas that the act needs, always in the same order
 * @param retryAfterMs for what comes free by itself: the refusal then says when to try again
 * @throws Refusal `quota_reached`, or `quota_reached_for_now`
 */
export async function takeStock(
  tx: Tx,
  workspaceId: string,
  takes: readonly [Take, ...Take[]],
  { retryAfterMs }: { retryAfterMs?: number } = {},
): Promise<void> {
  const [first] = takes;
  const lock = `quota:${workspaceId}:${first.quota}:${takes.length === 1 ? (first.subject ?? '') : ''}`;
  // A statement of its own: the count below must see what the one before us has committed.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
  const counts = takes.map(
    ({ quota, subject }, index) => Prisma.sql`
      SELECT ${index}::int AS "index", coalesce(sum("used"), 0)::float8 AS "used" FROM (${stocks[quota]}) AS "stock"
      WHERE "subject" IS NOT DISTINCT FROM ${subject}::uuid`,
  );
  const rows = await tx.$queryRaw<{ index: number; used: number }[]>(Prisma.join(counts, ' UNION ALL '));
  for (const { index, used } of rows) {
    const { quota, amount = 1 } = takes[index] ?? first;
    const { limit, unit } = stockLimits[quota];
    if (used + amount <= limit) continue;
    if (retryAfterMs === undefined) throw new Refusal('quota_reached', { quota, limit, unit });
    const retryAt = new Date(Date.now() + retryAfterMs).toISOString();
    throw new Refusal('quota_reached_for_now', { quota, limit, unit, retryAt });
  }
}
