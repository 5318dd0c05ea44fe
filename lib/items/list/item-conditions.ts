import { z } from 'zod';
import { Prisma } from '#lib/db/generated/client.ts';

/*
 * Conditions on an item `i` that other tables decide. Each is a subquery that gives one value: for EXISTS, Postgres might
 * read all items.
 */

/** A member's id, or SQL that gives it: a list over several workspaces has another member in each. */
export type MemberKey = string | Prisma.Sql;

/** The member has read nothing of the item, or not the contact's latest message. */
export function isUnread({ memberId }: { memberId: MemberKey }): Prisma.Sql {
  return Prisma.sql`coalesce((SELECT r."readAt" FROM "item_read" r WHERE r."workspaceId" = i."workspaceId"
    AND r."memberId" = ${memberId}::uuid AND r."itemId" = i."id") < i."lastInboundAt", true)`;
}

/** Whether the item has the tag: true, or null. */
export function hasTag(tagId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT true FROM "item_tag" x WHERE x."workspaceId" = i."workspaceId" AND x."itemId" = i."id"
    AND x."tagId" = ${tagId})`;
}

/** The id of a tag that is given by its id or its name; null for one that does not exist. */
export function tagIdOf(tag: string): Prisma.Sql {
  return z.guid().safeParse(tag).success
    ? Prisma.sql`${tag}::uuid`
    : Prisma.sql`(SELECT "id" FROM "tag" WHERE lower("name") = lower(${tag.trim()}) LIMIT 1)`;
}
