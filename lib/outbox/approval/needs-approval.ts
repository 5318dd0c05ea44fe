import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { approvesUnder, replyDigest, rulesOfReply } from './approval-sql.ts';

/**
 * Whether a reply may not be sent as it is now: a rule holds it back and nobody who may has approved exactly this. What was
 * once asked for stays asked for until somebody decides, or its author corrects it. The action's row must be locked.
 */
export async function needsApproval(tx: Tx, workspaceId: string, actionId: string): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ isNeeded: boolean }[]>(Prisma.sql`
    SELECT EXISTS (
      SELECT FROM "approval" p WHERE p."workspaceId" = a."workspaceId" AND p."actionId" = a."id"
        AND p."digest" IS DISTINCT FROM ${replyDigest}
    ) OR EXISTS (
      SELECT FROM ${rulesOfReply} AND NOT EXISTS (
        SELECT FROM "approval" p WHERE p."workspaceId" = a."workspaceId" AND p."actionId" = a."id"
          AND p."digest" = ${replyDigest} AND ${approvesUnder(Prisma.sql`p."deciderId"`)})
    ) AS "isNeeded"
    FROM "action" a
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${actionId}::uuid AND a."messageId" IS NOT NULL`);
  return found?.isNeeded ?? false;
}

/** The digest of what a reply would send now. */
export async function digestOf(tx: Tx, workspaceId: string, actionId: string): Promise<string | null> {
  const [found] = await tx.$queryRaw<{ digest: string | null }[]>(Prisma.sql`
    SELECT ${replyDigest} AS "digest" FROM "action" a
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${actionId}::uuid`);
  return found?.digest ?? null;
}
