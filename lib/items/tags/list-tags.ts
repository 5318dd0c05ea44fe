import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { TAG_LIMIT, TAGS_PAGE, type TagPage, type TagRef } from '../types.ts';

type Input = {
  /** Part of the name, whatever its case. */
  q?: string;
  /** These alone. */
  ids?: readonly string[];
  /** Of the page before. */
  cursor?: string;
  limit?: number;
};

/**
 * A page of the workspace's tags by name; case does not count.
 * @throws Refusal `invalid` naming the field
 */
export const listTags = defineAct(
  'items.read',
  async (caller, { q, ids, cursor, limit = TAGS_PAGE }: Input = {}): Promise<TagPage> => {
    if (!Number.isInteger(limit) || limit < 1 || limit > TAGS_PAGE) throw new Refusal('invalid', { field: 'limit' });
    const after = cursor === undefined ? null : readCursor(cursor);
    const conditions = [
      Prisma.sql`"workspaceId" = ${caller.workspaceId}::uuid`,
      ...(q ? [Prisma.sql`position(lower(${q}) IN lower("name")) > 0`] : []),
      ...(ids ? [Prisma.sql`"id" = ANY(${[...ids]}::uuid[])`] : []),
      ...(after === null ? [] : [Prisma.sql`lower("name") > lower(${after})`]),
    ];
    const rows = await asMember(
      caller,
      async (tx) =>
        await tx.$queryRaw<TagRef[]>(Prisma.sql`
        SELECT "id"::text, "name" FROM "tag" WHERE ${Prisma.join(conditions, ' AND ')}
        ORDER BY lower("name") LIMIT ${limit + 1}::int`),
    );
    const tags = rows.slice(0, limit);
    const last = tags.at(-1);
    return {
      tags,
      nextCursor: rows.length > limit && last ? Buffer.from(last.name).toString('base64url') : null,
    };
  },
);

/** Names differ by more than their case, so that the last one read is where the next page begins. */
function readCursor(cursor: string): string {
  const name = Buffer.from(cursor, 'base64url').toString();
  const isName = name !== '' && name.length <= TAG_LIMIT && !name.includes('\u0000') && name.isWellFormed();
  if (!isName) throw new Refusal('invalid', { field: 'cursor' });
  return name;
}
