import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asDispatcher } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { flowLimits, type FlowQuota } from './limits.ts';

type Use = { workspaceId: string; memberId: string; quota: FlowQuota };

/** How long spans that are over stay, for the operator to read, in hours. */
const STORED_HOURS = 48;

/** The statement that counts one use, in which the limit decides: no row comes back when it is reached. */
export function flowTaken({ workspaceId, memberId, quota }: Use): Prisma.Sql {
  const { limit, spanSeconds } = flowLimits[quota];
  return Prisma.sql`
    INSERT INTO "quota_use" AS u ("workspaceId", "quota", "memberId", "startsAt", "used")
    VALUES (${workspaceId}::uuid, ${quota}, ${memberId}::uuid, ${spanStart(spanSeconds)}, 1)
    ON CONFLICT ("workspaceId", "quota", "memberId", "startsAt") DO UPDATE SET "used" = u."used" + 1
    WHERE u."used" < ${limit} RETURNING 1`;
}

/**
 * Counts one use in the transaction of what it stands for.
 * @throws Refusal `quota_reached_for_now` with `retryAt`, the end of the span
 */
export async function takeFlow(tx: Tx, use: Use): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>(flowTaken(use));
  if (rows.length === 0) throw flowRefusal(use.quota);
}

export function flowRefusal(quota: FlowQuota, now = new Date()): Refusal {
  const { limit, unit, spanSeconds } = flowLimits[quota];
  const spanMs = spanSeconds * 1000;
  const retryAt = new Date((Math.floor(now.getTime() / spanMs) + 1) * spanMs).toISOString();
  return new Refusal('quota_reached_for_now', { quota, limit, unit, retryAt });
}

/** The moment at which the present span began. Spans are counted from 1970, in UTC. */
export function spanStart(spanSeconds: number): Prisma.Sql {
  return Prisma.sql`to_timestamp(floor(extract(epoch FROM now()) / ${spanSeconds}::int) * ${spanSeconds}::int)`;
}

/** Forgets the spans that are over. @returns how many */
export async function pruneQuotaUse(): Promise<number> {
  return await asDispatcher(
    async (tx) =>
      await tx.$executeRaw`DELETE FROM "quota_use" WHERE "startsAt" < now() - make_interval(hours => ${STORED_HOURS})`,
  );
}
