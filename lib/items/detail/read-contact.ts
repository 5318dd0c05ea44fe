import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { prepared } from '#lib/db/statement-name.ts';
import { Refusal } from '#lib/refusal.ts';
import type { ContactView } from '../types.ts';

type OtherItem = ContactView['items'][number];
type RawContact = Omit<ContactView, 'identities' | 'items'> & {
  identities: ContactView['identities'] | null;
  items: OtherItem[] | null;
};

/**
 * Who wrote: the profiles on the networks and the latest other items, of all contacts that are joined and that the reader sees.
 * @throws Refusal `not_found`
 */
export async function readContact(
  tx: Tx,
  { contactId, exceptItemId }: { contactId: string; exceptItemId: string },
): Promise<ContactView> {
  const [row] = await tx.$queryRaw<RawContact[]>(Prisma.sql`${prepared}
    SELECT c."id"::text, c."name", c."avatarUrl", identities.list AS "identities", items.list AS "items",
      (SELECT coalesce(bool_or(v."isVip"), false) FROM "contact" v
        WHERE v."workspaceId" = c."workspaceId" AND v."id" = ANY (person.ids)) AS "isVip",
      (SELECT sum(one.items) FROM unnest(person.ids) AS of_person (id) CROSS JOIN LATERAL (
        SELECT count(*) AS items FROM "item" n WHERE n."workspaceId" = c."workspaceId" AND n."contactId" = of_person.id) one)::float8 AS "itemCount"
    FROM "contact" c
    CROSS JOIN LATERAL (
      SELECT CASE WHEN c."personId" IS NULL THEN ARRAY[c."id"] ELSE ARRAY(
        SELECT k."id" FROM "contact" k WHERE k."workspaceId" = c."workspaceId" AND k."personId" = c."personId") END AS ids
    ) person
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', d."id", 'network', d."network", 'handle', d."handle", 'name', d."name",
        'avatarUrl', d."avatarUrl", 'profileUrl', d."profileUrl") ORDER BY d."network", d."handle") AS list
      FROM unnest(person.ids) AS of_person (id)
      JOIN "identity" d ON d."workspaceId" = c."workspaceId" AND d."contactId" = of_person.id
    ) identities ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(other) AS list FROM (
        SELECT latest.* FROM unnest(person.ids) AS of_person (id) CROSS JOIN LATERAL (
          SELECT i."id", i."kind", i."network", i."status", i."preview", i."previewLanguage", i."lastActivityAt" FROM "item" i
          WHERE i."workspaceId" = c."workspaceId" AND i."contactId" = of_person.id AND i."id" <> ${exceptItemId}::uuid
          ORDER BY i."lastActivityAt" DESC, i."id" DESC LIMIT 20
        ) AS latest
        ORDER BY latest."lastActivityAt" DESC, latest."id" DESC LIMIT 20
      ) AS other
    ) items ON true
    WHERE c."id" = ${contactId}::uuid`);
  if (!row) throw new Refusal('not_found');
  return {
    ...row,
    identities: row.identities ?? [],
    items: (row.items ?? []).map((item) => ({ ...item, lastActivityAt: new Date(item.lastActivityAt).toISOString() })),
  };
}
