import type { Caller } from '#lib/caller.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { foldedText } from './text/words.ts';
import type { SavedReplyView } from './types.ts';

type Wanted = {
  /** Beginnings of words, in any order. */
  q?: string;
  folder?: string;
  id?: string;
  after?: { folder: string; title: string; id: string };
  /** By folder and title, or what fits the search best and is used most first. */
  order: 'title' | 'best';
  limit: number;
};

const columns = Prisma.sql`r."id", r."title", r."folder", r."fr", r."en", r."foldedText"`;

/** Reads saved replies of the workspace and of its organization: row-level security shows no others. */
export async function readSavedReplies(tx: Tx, caller: Caller, wanted: Wanted): Promise<SavedReplyView[]> {
  const search = foldedText(wanted.q ?? '');
  const words = search.split(' ').filter((word) => word !== '');
  const { after } = wanted;
  const conditions = [
    // A word is found by its beginning.
    Prisma.sql`NOT EXISTS (SELECT FROM unnest(${words}::text[]) AS w (word)
      WHERE strpos(' ' || replace(r."foldedText", E'\n', ' '), ' ' || w.word) = 0)`,
    ...(wanted.folder === undefined ? [] : [Prisma.sql`r."folder" = ${wanted.folder}`]),
    ...(wanted.id === undefined ? [] : [Prisma.sql`r."id" = ${wanted.id}::uuid`]),
    ...(after
      ? [Prisma.sql`(r."folder", r."title", r."id") > (${after.folder}, ${after.title}, ${after.id}::uuid)`]
      : []),
  ];
  const order =
    wanted.order === 'title'
      ? Prisma.sql`r."folder", r."title", r."id"`
      : Prisma.sql`starts_with(r."foldedText", ${search}) DESC,
          strpos(' ' || split_part(r."foldedText", E'\n', 1), ' ' || ${words[0] ?? ''}) > 0 DESC,
          coalesce(u."used", 0) DESC, r."title", r."id"`;
  return await tx.$queryRaw<SavedReplyView[]>`
    SELECT r."id"::text, r."title", r."folder", r."fr", r."en", r."isShared", coalesce(u."used", 0) AS "used"
    FROM (
      SELECT ${columns}, false AS "isShared" FROM "saved_reply" r WHERE r."workspaceId" = ${caller.workspaceId}::uuid
      UNION ALL
      SELECT ${columns}, true FROM "organization_saved_reply" r
      WHERE r."organizationId" = (SELECT "organizationId" FROM "workspace" WHERE "id" = ${caller.workspaceId}::uuid)
    ) AS r
    LEFT JOIN "saved_reply_use" u ON u."workspaceId" = ${caller.workspaceId}::uuid AND u."savedReplyId" = r."id"
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY ${order} LIMIT ${wanted.limit}::int`;
}
