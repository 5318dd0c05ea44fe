import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import type { Holdings } from '#lib/workspaces/people/types.ts';
import { owedBySql } from '../promises/owed-sql.ts';
import { seenBy, SUCCEEDED } from './hand-over.ts';

type Input = { memberId: string; successorId?: string | null };

/**
 * Counts what a member would hand over, and what of it a successor could not take.
 * @throws Refusal `not_allowed`; `not_found` for the member or the successor
 */
export const previewRemoval = defineAct('members.manage', async (caller, input: Input): Promise<Holdings> => {
  const id = uuid(input.memberId);
  const successorId = input.successorId ? uuid(input.successorId) : null;
  const { workspaceId } = caller;
  return await asMember(caller, async (tx) => {
    const wanted = successorId ? [id, successorId] : [id];
    const members = await tx.member.count({ where: { id: { in: wanted }, removedAt: null } });
    if (members < wanted.length) throw new Refusal('not_found');
    const unseen = successorId ? Prisma.sql`NOT (${seenBy(workspaceId, successorId)})` : Prisma.sql`false`;
    const [counted] = await tx.$queryRaw<Holdings[]>(Prisma.sql`
      WITH owned AS (
        SELECT i."status" = 'snoozed' AS "snoozed", ${unseen} AS "unseen" FROM "item" i
        WHERE i."workspaceId" = ${workspaceId}::uuid AND i."ownerId" = ${id}::uuid
          AND ${SUCCEEDED}
      ), part AS (
        SELECT c."isApprover", ${unseen} OR i."ownerId" IS NOT DISTINCT FROM ${successorId}::uuid
            AND ${successorId}::uuid IS NOT NULL AS "unseen"
        FROM "item_contributor" c
        JOIN "item" i ON i."workspaceId" = c."workspaceId" AND i."id" = c."itemId"
        WHERE c."workspaceId" = ${workspaceId}::uuid AND c."memberId" = ${id}::uuid
          AND c."status" IN ('open', 'waiting', 'snoozed') AND c."doneAt" IS NULL
      )
      SELECT
        (SELECT count(*)::int FROM owned) AS "items",
        (SELECT count(*)::int FROM owned WHERE "snoozed") AS "snoozedItems",
        (SELECT count(*)::int FROM owned WHERE "unseen") AS "lostItems",
        (SELECT count(*)::int FROM part) AS "parts",
        (SELECT count(*)::int FROM part WHERE "isApprover") AS "approvals",
        (SELECT count(*)::int FROM part WHERE "unseen") AS "lostParts",
        (SELECT count(*)::int FROM "item_promise" p JOIN "item" i ON i."workspaceId" = p."workspaceId" AND i."id" = p."itemId"
          WHERE p."state" = 'open' AND ${owedBySql} = ${id}::uuid) AS "promises",
        (SELECT count(*)::int FROM "team_member" WHERE "workspaceId" = ${workspaceId}::uuid
          AND "memberId" = ${id}::uuid) AS "teams",
        (SELECT count(*)::int FROM "saved_view" WHERE "workspaceId" = ${workspaceId}::uuid
          AND "memberId" = ${id}::uuid) AS "privateViews",
        (SELECT count(*)::int FROM "api_key" WHERE "workspaceId" = ${workspaceId}::uuid AND "memberId" = ${id}::uuid
          AND "revokedAt" IS NULL) AS "apiKeys",
        (SELECT count(*)::int FROM "action" WHERE "workspaceId" = ${workspaceId}::uuid AND "memberId" = ${id}::uuid
          AND "state" IN ('awaiting_approval', 'scheduled', 'queued', 'sending', 'unconfirmed')) AS "runningActions"`);
    if (!counted) throw new Error('what a member holds could not be counted');
    return counted;
  });
});
