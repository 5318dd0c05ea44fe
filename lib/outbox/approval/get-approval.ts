import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { replyDigest, rulesOfReply } from './approval-sql.ts';
import { obstacleTo } from './may-approve.ts';
import type { ApprovalView } from './types.ts';

type Raw = {
  state: string;
  digest: string;
  text: string;
  memberId: string | null;
  authorName: string | null;
  askedAt: Date | null;
  escalatedAt: Date | null;
  decidedAt: Date | null;
  word: string | null;
  deciderName: string | null;
  guidance: string | null;
};

/**
 * A reply that waits for an approval or was sent back: exactly what would be sent, who asks for it and who may decide.
 * @throws Refusal `not_found`; `not_awaiting` when it is neither
 */
export const getApproval = defineAct(
  'items.read',
  async (caller, { actionId }: { actionId: string }): Promise<ApprovalView> => {
    return await asMember(caller, async (tx) => {
      const id = uuid(actionId);
      const reply = await readReply(tx, caller, id);
      const { state } = reply;
      if (state !== 'awaiting_approval' && state !== 'sent_back') throw new Refusal('not_awaiting', { state });
      const { decidedAt, word, deciderName, askedAt } = reply;
      return {
        actionId: id,
        state,
        digest: reply.digest,
        text: reply.text,
        author: reply.memberId === null ? null : { id: reply.memberId, name: reply.authorName ?? '' },
        askedAt: (askedAt ?? decidedAt ?? new Date()).toISOString(),
        escalatedAt: reply.escalatedAt?.toISOString() ?? null,
        ...(await readRules(tx, caller, id)),
        obstacle: await obstacleTo(tx, caller, id),
        guidance: reply.guidance,
        isOwn: reply.memberId === caller.memberId,
        sentBack:
          state === 'sent_back' && decidedAt
            ? { by: deciderName, word: word ?? '', at: decidedAt.toISOString() }
            : null,
      };
    });
  },
);

async function readReply(tx: Tx, { workspaceId }: Caller, actionId: string): Promise<Raw> {
  const [reply] = await tx.$queryRaw<Raw[]>(Prisma.sql`
    SELECT a."state"::text, ${replyDigest} AS "digest", m."text", a."memberId"::text, a."guidance", u."name" AS "authorName",
      p."askedAt", p."escalatedAt", p."decidedAt", p."word", coalesce(g."guestName", du."name") AS "deciderName"
    FROM "action" a
    JOIN "message" m ON m."workspaceId" = a."workspaceId" AND m."id" = a."messageId"
    LEFT JOIN "approval" p ON p."workspaceId" = a."workspaceId" AND p."actionId" = a."id"
    LEFT JOIN "member" author ON author."workspaceId" = a."workspaceId" AND author."id" = a."memberId"
    LEFT JOIN "user" u ON u."id" = author."userId"
    LEFT JOIN "member" decider ON decider."workspaceId" = a."workspaceId" AND decider."id" = p."deciderId"
    LEFT JOIN "user" du ON du."id" = decider."userId"
    LEFT JOIN "guest_link" g ON g."workspaceId" = a."workspaceId" AND g."id" = p."guestLinkId"
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${actionId}::uuid`);
  if (!reply) throw new Refusal('not_found');
  return reply;
}

/** The rules that hold the reply back, and who approves under one of them besides leads and admins. */
async function readRules(
  tx: Tx,
  { workspaceId }: Caller,
  actionId: string,
): Promise<Pick<ApprovalView, 'rules' | 'approvers' | 'isApproverGone'>> {
  const rows = await tx.$queryRaw<
    { name: string; isApproverGone: boolean; approvers: { id: string; name: string }[] | null }[]
  >(Prisma.sql`
    SELECT held."name",
      held."approverId" IS NOT NULL AND NOT EXISTS (SELECT FROM "member" d
        WHERE d."workspaceId" = held."workspaceId" AND d."id" = held."approverId" AND d."removedAt" IS NULL
      ) AS "isApproverGone",
      (SELECT json_agg(json_build_object('id', d."id", 'name', u."name") ORDER BY u."name", d."id")
        FROM "member" d JOIN "user" u ON u."id" = d."userId"
        WHERE d."workspaceId" = held."workspaceId" AND d."removedAt" IS NULL AND d."id" IS DISTINCT FROM a."memberId"
          AND (d."id" = held."approverId" OR EXISTS (SELECT FROM "team_member" tm
            WHERE tm."workspaceId" = held."workspaceId" AND tm."teamId" = held."approverTeamId" AND tm."memberId" = d."id"))
      ) AS "approvers"
    FROM "action" a CROSS JOIN LATERAL (SELECT r.* FROM ${rulesOfReply}) AS held
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${actionId}::uuid
    ORDER BY held."name", held."id"`);
  const approvers = new Map(rows.flatMap((row) => (row.approvers ?? []).map((one) => [one.id, one])));
  return {
    rules: rows.map(({ name }) => name),
    approvers: [...approvers.values()],
    isApproverGone: rows.some((row) => row.isApproverGone),
  };
}
