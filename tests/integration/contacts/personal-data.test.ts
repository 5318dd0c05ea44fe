import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { getContact } from '#lib/contacts/get-contact.ts';
import { saveContactField } from '#lib/contacts/fields/save-field.ts';
import { setFieldValue } from '#lib/contacts/fields/set-field-value.ts';
import { joinContacts } from '#lib/contacts/joins/join-contacts.ts';
import { setVip } from '#lib/contacts/set-vip.ts';
import { eraseContact } from '#lib/erasure/contacts/erase-contact.ts';
import { exportContact } from '#lib/erasure/contacts/export-contact.ts';
import { performContactErasures } from '#lib/erasure/contacts/perform-contact-erasures.ts';
import { assignCase } from '#lib/items/cases/assign-case.ts';
import { openCase } from '#lib/items/cases/open-case.ts';
import { renameCase } from '#lib/items/cases/rename-case.ts';
import { takeOutOfCase } from '#lib/items/cases/take-out.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { eraseMessages } from '#lib/items/erase-messages.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { uploadNoteFile } from '#lib/items/notes/files/upload-note-file.ts';
import { makePromise } from '#lib/items/promises/make-promise.ts';
import { withdrawPromise } from '#lib/items/promises/withdraw-promise.ts';
import { addContactNote } from '#lib/items/contacts/add-contact-note.ts';
import { tagContact } from '#lib/items/contacts/tag-contact.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { aMember, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { aPerson } from './a-person.ts';

const MARK = 'zzmarkzz';

/** A person with two profiles that are joined, of whom every table says something that has the mark. */
async function aKnownPerson() {
  const { workspaceId, admin } = await aWorkspace();
  const { prisma } = database();
  const lea = await aPerson(workspaceId, { network: 'instagram', name: `Léa ${MARK}`, handle: `lea.${MARK}` });
  const other = await aPerson(workspaceId, { network: 'facebook', name: `L. ${MARK}`, handle: `l.${MARK}` });
  for (const { messageId } of [lea, other]) {
    await prisma.message.update({
      where: { workspaceId_id: { workspaceId, id: messageId } },
      data: { text: `Bonjour ${MARK}` },
    });
    await prisma.attachment.create({ data: { workspaceId, messageId, kind: 'image', altText: MARK } });
    await prisma.messageVersion.create({ data: { workspaceId, messageId, replacedAt: new Date(), text: MARK } });
  }
  const chat = await anItem({
    workspaceId,
    channelId: lea.channelId,
    contactId: lea.id,
    kind: 'message',
    preview: MARK,
  });
  await aMessage({ workspaceId, itemId: chat.id, direction: 'outbound', isPrivate: true, text: `Chère ${MARK}` });
  await joinContacts(admin, { contactId: lea.id, otherId: other.id });
  await addContactNote(admin, { contactId: other.id, text: MARK });
  await tagContact(admin, { contactId: lea.id, add: ['press'] });
  await setVip(admin, { contactId: lea.id, isVip: true });
  const field = await saveContactField(admin, { name: 'number', kind: 'text', choices: [] });
  await setFieldValue(admin, { contactId: lea.id, fieldId: field.id, value: MARK });
  await openCases(admin, lea.itemId, other.itemId);
  await promiseElsewhere(admin, lea.itemId);
  await promiseElsewhere(admin, other.itemId);
  const file = await uploadNoteFile(admin, { itemId: lea.itemId, name: `${MARK}.txt`, bytes: Buffer.from(MARK) });
  const { noteId } = await addNote(admin, { itemId: lea.itemId, text: '', fileIds: [file.id] });
  return { workspaceId, admin, lea, other, noteId };
}

/** What was promised on the telephone: one is owed, one was withdrawn. */
async function promiseElsewhere(admin: Caller, itemId: string) {
  const promise = { itemId, text: `Rappeler ${MARK}`, dueAt: new Date(Date.now() + 3_600_000) };
  await makePromise(admin, promise);
  const { promiseId } = await makePromise(admin, promise);
  await withdrawPromise(admin, { promiseId, reason: MARK });
}

/** One that is called after the person by default, one to which a member gave the name and out of which everything was taken. */
async function openCases(admin: Caller, itemId: string, otherItemId: string) {
  const { case: named } = await openCase(admin, { itemIds: [itemId] });
  if (!named) throw new Error('the case that was opened has no item');
  const { id: caseId, version } = named;
  await assignCase(admin, { caseId, version, ownerId: admin.memberId });
  await renameCase(admin, { caseId, version: version + 1, title: `Léa ${MARK}` });
  await openCase(admin, { itemIds: [otherItemId] });
  const { case: left } = await openCase(admin, { itemIds: [(await aPerson(admin.workspaceId)).itemId] });
  await takeOutOfCase(admin, { caseId: left?.id ?? '' });
}

/** The tables that still say something with the mark. */
async function tablesWithMark(workspaceId: string): Promise<string[]> {
  const { pool } = database();
  const { rows } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspaceId'
     where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await pool.query(
      `select 1 from "${name}" t where "workspaceId" = $1 and t::text like '%${MARK}%' limit 1`,
      [workspaceId],
    );
    if (rowCount) found.push(name);
  }
  return found;
}

test('an erased person is gone from every table, with all joined contacts', async () => {
  const { workspaceId, admin, lea, other, noteId } = await aKnownPerson();
  // Of what a network's rule has erased already, the words about it go all the same.
  await inWorkspace(workspaceId, (tx) => eraseMessages(tx, workspaceId, [other.messageId], { isForGood: false }));
  expect(await tablesWithMark(workspaceId)).toEqual([
    'attachment',
    'contact',
    'contact_field_value',
    'contact_note',
    'identity',
    'item',
    'item_case',
    'item_promise',
    'message',
    'message_version',
    'note_file',
  ]);
  await eraseContact(admin, { contactId: other.id });
  expect(await tablesWithMark(workspaceId)).toEqual([]);
  for (const contactId of [lea.id, other.id]) {
    expect(await getContact(admin, { contactId })).toMatchObject({
      name: '—',
      isVip: false,
      tags: [],
      notes: [],
      joins: [],
      fields: [{ value: null }],
    });
  }
  // Its words stay; this one had none.
  const { notes } = await getItem(admin, { itemId: lea.itemId });
  expect(notes).toMatchObject([{ id: noteId, text: '—', files: [] }]);
  const { entries } = await listAudit(admin);
  expect(entries[0]).toMatchObject({ act: 'contact_erased', subject: other.id });
});

test('an erasure that was interrupted is finished later, and one that is done is not repeated', async () => {
  const { workspaceId, admin, lea, other } = await aKnownPerson();
  await database().prisma.contactErasure.create({
    data: { workspaceId, contactIds: [lea.id, other.id], requestedById: admin.memberId },
  });
  await performContactErasures();
  expect(await tablesWithMark(workspaceId)).toEqual([]);
  const again = await addContactNote(admin, { contactId: lea.id, text: 'new' });
  await performContactErasures();
  expect((await getContact(admin, { contactId: lea.id })).notes).toEqual(again.notes);
});

test('the erasure of one workspace leaves the same person in another', async () => {
  const { admin, lea } = await aKnownPerson();
  const elsewhere = await aKnownPerson();
  await database().prisma.identity.updateMany({
    where: { workspaceId: elsewhere.workspaceId, network: 'instagram' },
    data: { externalId: lea.externalId },
  });
  await eraseContact(admin, { contactId: lea.id });
  expect(await tablesWithMark(elsewhere.workspaceId)).toContain('message');
});

test('the export has everything of all joined contacts, and names the files', async () => {
  const { admin, lea, other } = await aKnownPerson();
  const stream = await exportContact(admin, { contactId: lea.id });
  const exported = JSON.parse(await new Response(stream).text()) as {
    contact: { profiles: { contactId: string }[]; notes: { text: string }[]; fields: { value: string }[] };
    items: { id: string; case: { title: string } | null; promises: unknown[]; notes: { files: unknown[] }[] }[];
    messages: { text: string; attachments: { media: string }[]; versions: { text: string }[] }[];
  };
  expect(exported.contact.profiles.map(({ contactId }) => contactId).sort()).toEqual([lea.id, other.id].sort());
  expect(exported.contact).toMatchObject({ notes: [{ text: MARK }], fields: [{ value: MARK }] });
  expect(exported.items).toHaveLength(3);
  expect(exported.messages.map(({ text }) => text).sort()).toEqual([
    `Bonjour ${MARK}`,
    `Bonjour ${MARK}`,
    `Chère ${MARK}`,
  ]);
  expect(exported.messages.flatMap(({ attachments }) => attachments)).toHaveLength(2);
  const item = exported.items.find(({ id }) => id === lea.itemId);
  expect(item).toMatchObject({
    case: { title: `Léa ${MARK}`, closedAt: null },
    promises: [
      { text: `Rappeler ${MARK}`, state: 'open', reason: null },
      { text: `Rappeler ${MARK}`, state: 'withdrawn', reason: MARK },
    ],
    notes: [{ text: '', files: [{ name: `${MARK}.txt`, mimeType: 'text/plain', size: MARK.length }] }],
  });
  const { entries } = await listAudit(admin);
  expect(entries[0]).toMatchObject({ act: 'contact_exported', subject: lea.id });
});

test('only an admin exports or erases, and nobody a person of another workspace', async () => {
  const { workspaceId, lea } = await aKnownPerson();
  const stranger = (await aWorkspace()).admin;
  const onLea = { contactId: lea.id };
  for (const role of ['lead', 'manager', 'client'] as const) {
    const member = await aMember({ workspaceId, role });
    await expect(eraseContact(member, onLea)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(exportContact(member, onLea)).rejects.toMatchObject({ code: 'not_allowed' });
  }
  await expect(eraseContact(stranger, onLea)).rejects.toMatchObject({ code: 'not_found' });
  await expect(exportContact(stranger, onLea)).rejects.toMatchObject({ code: 'not_found' });
  expect(await tablesWithMark(workspaceId)).toContain('message');
});
