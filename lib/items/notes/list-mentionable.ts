import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import type { MentionableView } from './types.ts';
import { addNote } from './add-note.ts';

/**
 * Whom a note on this item can mention: colleagues, with the reason why one of them cannot be, and teams.
 * @throws Refusal `not_found`
 */
export const listMentionable = defineAct(
  addNote.permission,
  async (caller, { itemId }: { itemId: string }): Promise<MentionableView[]> => {
    const id = uuid(itemId);
    return await asMember(caller, async (tx) => {
      const item = await tx.item.findFirst({ where: { id }, select: { id: true } });
      if (!item) throw new Refusal('not_found');
      return await tx.$queryRaw<MentionableView[]>`
        SELECT * FROM (
          SELECT 'member' AS "kind", m."id"::text AS "id", u."name", CASE
            WHEN NOT member_sees_item(m."workspaceId", m."id", i."channelId", NULL) THEN 'channel'
            WHEN NOT member_sees_item(m."workspaceId", m."id", i."channelId", i."confidentialTo") THEN 'confidential'
          END AS "cannot"
          FROM "item" i JOIN "member" m ON m."workspaceId" = i."workspaceId" AND m."removedAt" IS NULL
          JOIN "user" u ON u."id" = m."userId"
          WHERE i."id" = ${id}::uuid AND m."id" <> ${caller.memberId}::uuid
          UNION ALL
          SELECT 'team', t."id"::text, t."name", NULL FROM "team" t
        ) AS named ORDER BY "name", "id"`;
    });
  },
);
