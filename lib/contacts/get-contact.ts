import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { profileJson, readBlocked } from './contact-row.ts';
import { readFields } from './fields/list-fields.ts';
import { readJoins } from './joins/read-joins.ts';
import { readPerson } from './person.ts';
import type { ContactDetail, ContactNoteView, ProfileView } from './types.ts';

/**
 * Everything about one person that the reader may see, without the history.
 * @param input.contactId any of the contacts of the person
 * @throws Refusal `not_found`
 */
export const getContact = defineAct(
  'items.read',
  async (caller, { contactId }: { contactId: string }): Promise<ContactDetail> =>
    await asMember(caller, (tx) => readDetail(tx, uuid(contactId))),
);

type RawHead = Pick<ContactDetail, 'name' | 'avatarUrl' | 'isVip' | 'itemCount'> & {
  profiles: ProfileView[] | null;
  tags: ContactDetail['tags'] | null;
};

/** @throws Refusal `not_found` */
export async function readDetail(tx: Tx, contactId: string): Promise<ContactDetail> {
  const ids = await readPerson(tx, contactId);
  const [head] = await tx.$queryRaw<RawHead[]>(Prisma.sql`
    SELECT first."name", first."avatarUrl",
      EXISTS (SELECT FROM "contact" k WHERE k."workspaceId" = first."workspaceId" AND k."id" = ANY (${ids}::uuid[]) AND k."isVip") AS "isVip",
      (SELECT count(*) FROM "item" i
        WHERE i."workspaceId" = first."workspaceId" AND i."contactId" = ANY (${ids}::uuid[]))::float8 AS "itemCount",
      (SELECT json_agg(${profileJson} ORDER BY d."network", d."handle", d."id")
        FROM "identity" d WHERE d."workspaceId" = first."workspaceId" AND d."contactId" = ANY (${ids}::uuid[])) AS "profiles",
      (SELECT json_agg(json_build_object('id', t."id", 'name', t."name") ORDER BY t."name") FROM "tag" t
        WHERE t."workspaceId" = first."workspaceId" AND t."id" IN (SELECT ct."tagId" FROM "contact_tag" ct
          WHERE ct."workspaceId" = first."workspaceId" AND ct."contactId" = ANY (${ids}::uuid[]))) AS "tags"
    FROM "contact" first
    WHERE first."workspaceId" = current_workspace() AND first."id" = ANY (${ids}::uuid[])
    ORDER BY first."id" LIMIT 1`);
  if (!head) throw new Refusal('not_found');
  const profiles = head.profiles ?? [];
  const blocked = await readBlocked(
    tx,
    profiles.map(({ id }) => id),
  );
  return {
    id: contactId,
    ...head,
    profiles,
    tags: head.tags ?? [],
    notes: await readNotes(tx, ids),
    fields: await readValues(tx, ids),
    blockedProfileIds: [...blocked],
    joins: await readJoins(tx, ids),
  };
}

async function readNotes(tx: Tx, contactIds: readonly string[]): Promise<ContactNoteView[]> {
  const rows = await tx.contactNote.findMany({
    where: { contactId: { in: [...contactIds] } },
    orderBy: { id: 'desc' },
    select: {
      id: true,
      text: true,
      createdAt: true,
      member: { select: { id: true, user: { select: { name: true } } } },
    },
  });
  return rows.map(({ id, text, createdAt, member }) => ({
    id,
    text,
    member: { id: member.id, name: member.user.name },
    createdAt: createdAt.toISOString(),
  }));
}

/** Where joined contacts have different values of one field, the one that was given last. */
async function readValues(tx: Tx, contactIds: readonly string[]): Promise<ContactDetail['fields']> {
  const values = await tx.contactFieldValue.findMany({
    where: { contactId: { in: [...contactIds] } },
    orderBy: [{ setAt: 'asc' }, { contactId: 'asc' }],
    select: { fieldId: true, value: true },
  });
  const byField = new Map(values.map(({ fieldId, value }) => [fieldId, value]));
  return (await readFields(tx)).map((field) => ({ ...field, value: byField.get(field.id) ?? null }));
}
