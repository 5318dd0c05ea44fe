import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import type { Holdings } from '#lib/workspaces/types.ts';

/**
 * Counts what would be handed over.
 * @throws Refusal `not_allowed`, `not_found`
 */
export const previewRemoval = defineAct(
  'members.manage',
  async (caller, { memberId }: { memberId: string }): Promise<Holdings> => {
    const id = uuid(memberId);
    const { workspaceId } = caller;
    return await asMember(caller, async (tx) => {
      const member = await tx.member.findFirst({ where: { id, removedAt: null }, select: { id: true } });
      if (!member) throw new Refusal('not_found');
      const [counted] = await tx.$queryRaw<Holdings[]>`
        SELECT
          (SELECT count(*)::int FROM "item" WHERE "workspaceId" = ${workspaceId}::uuid AND "ownerId" = ${id}::uuid
            AND "status" IN ('open', 'waiting', 'snoozed')) AS "items",
          (SELECT count(*)::int FROM "item" WHERE "workspaceId" = ${workspaceId}::uuid AND "ownerId" = ${id}::uuid
            AND "status" = 'snoozed') AS "snoozedItems",
          (SELECT count(*)::int FROM "item_contributor" WHERE "workspaceId" = ${workspaceId}::uuid
            AND "memberId" = ${id}::uuid AND "status" IN ('open', 'waiting', 'snoozed')) AS "parts",
          (SELECT count(*)::int FROM "saved_view" WHERE "workspaceId" = ${workspaceId}::uuid
            AND "memberId" = ${id}::uuid) AS "privateViews",
          (SELECT count(*)::int FROM "api_key" WHERE "workspaceId" = ${workspaceId}::uuid AND "memberId" = ${id}::uuid
            AND "revokedAt" IS NULL) AS "apiKeys",
          (SELECT count(*)::int FROM "action" WHERE "workspaceId" = ${workspaceId}::uuid AND "memberId" = ${id}::uuid
            AND "state" IN ('queued', 'sending', 'unconfirmed')) AS "runningActions"`;
      if (!counted) throw new Error('what a member holds could not be counted');
      return counted;
    });
  },
);
