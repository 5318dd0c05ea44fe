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

/** Who wrote: the profiles on the networks and the latest other items. @throws Refusal `not_found` */
export async function readContact(
  tx: Tx,
  { contactId, exceptItemId }: { contactId: string; exceptItemId: string },
): Promise<ContactView> {
  const [row] = await tx.$queryRaw<RawContact[]>(Prisma.sql`${prepared}
    SELECT c."id"::text, c."name", c."avatarUrl", identities.list AS "identities", items.list AS "items",
      (SELECT count(*) FROM "item" n WHERE n."workspaceId" = c."workspaceId" AND n."contactId" = c."id")::float8 AS "itemCount"
    FROM "contact" c
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', d."id", 'network', d."network", 'handle', d."handle", 'name', d."name",
        'avatarUrl', d."avatarUrl", 'profileUrl', d."profileUrl") ORDER BY d."network", d."handle") AS list
      FROM "identity" d WHERE d."workspaceId" = c."workspaceId" AND d."contactId" = c."id"
    ) identities ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(other) AS list FROM (
        SELECT i."id", i."kind", i."network", i."status", i."preview", i."previewLanguage", i."lastActivityAt" FROM "item" i
        WHERE i."workspaceId" = c."workspaceId" AND i."contactId" = c."id" AND i."id" <> ${exceptItemId}::uuid
        ORDER BY i."lastActivityAt" DESC, i."id" DESC LIMIT 20
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
