import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';

/**
 * The contacts of one person: the given one and those that it is joined with, of those that the reader sees.
 * @returns their ids, the given one first
 * @throws Refusal `not_found`
 */
export async function readPerson(tx: Tx, contactId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>(contactsOf(Prisma.sql`${contactId}::uuid`));
  const ids = rows.map(({ id }) => id);
  if (!ids.includes(contactId)) throw new Refusal('not_found');
  return [contactId, ...ids.filter((id) => id !== contactId)];
}

/** The ids of the contacts of one person, as a query with the column `id`. */
export function contactsOf(contactId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT c."id"::text FROM "contact" c
    WHERE c."workspaceId" = current_workspace() AND c."id" = ${contactId}
    UNION ALL
    SELECT k."id"::text FROM "contact" c
    JOIN "contact" k ON k."workspaceId" = c."workspaceId" AND k."personId" = c."personId" AND k."id" <> c."id"
    WHERE c."workspaceId" = current_workspace() AND c."id" = ${contactId}`;
}
