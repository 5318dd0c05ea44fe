import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { plainLine } from '#lib/plain-text.ts';
import type { ContactRow, ProfileView } from './types.ts';

/** The longest name in a row, in UTF-16 units. */
const LISTED_NAME = 300;

type RawRow = Omit<ContactRow, 'isBlocked' | 'lastActivityAt' | 'profiles' | 'tags'> & {
  profiles: ProfileView[] | null;
  tags: ContactRow['tags'] | null;
  lastActivityAt: Date | null;
};

/** A profile as JSON, for an identity `d`. */
export const profileJson = Prisma.sql`json_build_object('id', d."id", 'contactId', d."contactId", 'network', d."network",
  'handle', d."handle", 'name', d."name", 'avatarUrl', d."avatarUrl", 'profileUrl', d."profileUrl")`;

/** The items on which a block was done and not taken back: joins `action a` and `item i`. */
export const blocks = Prisma.sql`"action" a
  JOIN "item" i ON i."workspaceId" = a."workspaceId" AND i."id" = a."itemId"
  JOIN "message" m ON m."workspaceId" = a."workspaceId" AND m."id" = a."targetId"
  WHERE a."workspaceId" = current_workspace() AND a."kind" = 'block' AND a."state" = 'done'
    AND NOT EXISTS (SELECT FROM "action" u
      WHERE u."workspaceId" = a."workspaceId" AND u."undoOfId" = a."id" AND u."state" = 'done')`;

/**
 * The rows of these contacts, in the order given. A row says what is known of the whole person, as far as the reader sees it.
 */
export async function readContactRows(tx: Tx, ids: readonly string[]): Promise<ContactRow[]> {
  if (ids.length === 0) return [];
  const rows = await tx.$queryRaw<RawRow[]>(Prisma.sql`
    SELECT c."id"::text, first."name", first."avatarUrl", person."isVip", profiles.list AS "profiles", tags.list AS "tags",
      person."lastActivityAt"
    FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS given ("id", "place")
    JOIN "contact" c ON c."workspaceId" = current_workspace() AND c."id" = given."id"
    JOIN LATERAL (
      SELECT array_agg(k."id" ORDER BY k."id") AS ids, bool_or(k."isVip") AS "isVip", max(last."at") AS "lastActivityAt"
      FROM "contact" k
      LEFT JOIN LATERAL (
        SELECT i."lastActivityAt" AS at FROM "item" i WHERE i."workspaceId" = k."workspaceId" AND i."contactId" = k."id"
        ORDER BY i."lastActivityAt" DESC, i."id" DESC LIMIT 1
      ) last ON true
      WHERE k."workspaceId" = c."workspaceId"
        AND k."id" IN (SELECT c."id" UNION SELECT o."id" FROM "contact" o
          WHERE o."workspaceId" = c."workspaceId" AND o."personId" = c."personId")
    ) person ON true
    JOIN "contact" first ON first."workspaceId" = c."workspaceId" AND first."id" = person.ids[1]
    LEFT JOIN LATERAL (
      SELECT json_agg(${profileJson} ORDER BY d."network", d."handle", d."id") AS list
      FROM "identity" d WHERE d."workspaceId" = c."workspaceId" AND d."contactId" = ANY (person.ids)
    ) profiles ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', t."id", 'name', t."name") ORDER BY t."name") AS list FROM "tag" t
      WHERE t."workspaceId" = c."workspaceId" AND t."id" IN (SELECT ct."tagId" FROM "contact_tag" ct
        WHERE ct."workspaceId" = c."workspaceId" AND ct."contactId" = ANY (person.ids))
    ) tags ON true
    ORDER BY given."place"`);
  const blocked = await readBlocked(
    tx,
    rows.flatMap((row) => (row.profiles ?? []).map(({ id }) => id)),
  );
  return rows.map((row) => {
    const profiles = row.profiles ?? [];
    return {
      ...row,
      name: plainLine(row.name, LISTED_NAME),
      profiles,
      tags: row.tags ?? [],
      isBlocked: profiles.some(({ id }) => blocked.has(id)),
      lastActivityAt: row.lastActivityAt?.toISOString() ?? null,
    };
  });
}

/** Which of these profiles are blocked on their network. */
export async function readBlocked(tx: Tx, profileIds: readonly string[]): Promise<Set<string>> {
  if (profileIds.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT DISTINCT m."identityId"::text AS "id" FROM ${blocks} AND m."identityId" = ANY (${[...profileIds]}::uuid[])`);
  return new Set(rows.map(({ id }) => id));
}
