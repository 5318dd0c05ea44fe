import type { Caller } from '#lib/caller.ts';
import { uuid } from '#lib/db/uuid.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { MENTIONS_LIMIT } from './types.ts';

/** Whom a note mentions, by their ids. */
export type Mentions = { memberIds?: readonly string[] | undefined; teamIds?: readonly string[] | undefined };

type Place = { itemId: string; noteId: string };

/**
 * Sets whom a note mentions. Who was mentioned before and still is keeps the row, and is not notified again.
 * @throws Refusal `too_many`; `not_found` for a member or a team of another workspace; `no_channel_access` with the `name` of
 *   a member who does not see the item: nobody is called to what they may not see
 */
export async function setMentions(
  tx: Tx,
  { workspaceId }: Caller,
  { itemId, noteId }: Place,
  { memberIds = [], teamIds = [] }: Mentions,
): Promise<void> {
  const members = [...new Set(memberIds.map(uuid))];
  const teams = [...new Set(teamIds.map(uuid))];
  if (members.length + teams.length > MENTIONS_LIMIT) throw new Refusal('too_many', { limit: MENTIONS_LIMIT });
  await refuseUnseeing(tx, itemId, members);
  const found = await tx.team.count({ where: { id: { in: teams } } });
  if (found < teams.length) throw new Refusal('not_found');
  await tx.$executeRaw`
    DELETE FROM "note_mention" WHERE "noteId" = ${noteId}::uuid
      AND coalesce("memberId", "teamId") <> ALL (${[...members, ...teams]}::uuid[])`;
  await tx.$executeRaw`
    INSERT INTO "note_mention" ("workspaceId", "itemId", "noteId", "memberId", "teamId")
    SELECT ${workspaceId}::uuid, ${itemId}::uuid, ${noteId}::uuid, named."memberId", named."teamId" FROM (
      SELECT "id" AS "memberId", NULL::uuid AS "teamId" FROM unnest(${members}::uuid[]) AS m ("id")
      UNION ALL SELECT NULL, "id" FROM unnest(${teams}::uuid[]) AS t ("id")
    ) AS named ON CONFLICT DO NOTHING`;
}

async function refuseUnseeing(tx: Tx, itemId: string, memberIds: string[]): Promise<void> {
  if (memberIds.length === 0) return;
  const rows = await tx.$queryRaw<{ name: string; sees: boolean }[]>`
    SELECT u."name", member_sees_item(m."workspaceId", m."id", i."channelId", i."confidentialTo") AS "sees"
    FROM "member" m JOIN "user" u ON u."id" = m."userId"
    JOIN "item" i ON i."workspaceId" = m."workspaceId" AND i."id" = ${itemId}::uuid
    WHERE m."id" = ANY(${memberIds}::uuid[]) AND m."removedAt" IS NULL`;
  if (rows.length < memberIds.length) throw new Refusal('not_found');
  const blind = rows.find(({ sees }) => !sees);
  if (blind) throw new Refusal('no_channel_access', { name: blind.name });
}
