import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { eraseContact } from '#lib/erasure/contacts/erase-contact.ts';
import { exportContact } from '#lib/erasure/contacts/export-contact.ts';
import { addToCase } from '#lib/items/cases/add-to-case.ts';
import { openCase } from '#lib/items/cases/open-case.ts';
import { assignCase } from '#lib/items/cases/assign-case.ts';
import { getCase } from '#lib/items/cases/get-case.ts';
import { renameCase } from '#lib/items/cases/rename-case.ts';
import { takeOutOfCase } from '#lib/items/cases/take-out.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { uploadNoteFile } from '#lib/items/notes/files/upload-note-file.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { database } from '#tests/support/owner-database.ts';
import { makeConfidential, setChannels } from '../access/hidden-world.ts';
import { aCase, detailOf, someItems } from './a-case.ts';

test('a case of confidential items is named after nobody, since whoever joins it later reads the name', async () => {
  const { admin, itemIds } = await someItems(2);
  for (const id of itemIds) await makeConfidential(id, []);
  const opened = await openCase(admin, { itemIds });
  expect(opened.case?.title).toMatch(/^#[0-9A-F]{4}$/u);
});

test('the open case of a member who leaves goes to the successor, or to nobody', async () => {
  const { admin, lead, léa, hugo, itemIds } = await someItems(1);
  const { id: caseId, version } = await aCase(léa, itemIds);
  await assignCase(lead, { caseId, version, ownerId: léa.memberId });
  await removeMember(admin, { memberId: léa.memberId, successorId: hugo.memberId });
  expect((await getCase(admin, { caseId })).owner).toMatchObject({ id: hugo.memberId });
  await removeMember(admin, { memberId: hugo.memberId });
  expect((await getCase(admin, { caseId })).owner).toBeNull();
});

test('the case of a member who leaves goes to nobody if the successor sees none of its items', async () => {
  const { admin, lead, léa, hugo, itemIds } = await someItems(1);
  const { id: caseId, version } = await aCase(léa, itemIds);
  await assignCase(lead, { caseId, version, ownerId: léa.memberId });
  await setChannels(hugo, []);
  await removeMember(admin, { memberId: léa.memberId, successorId: hugo.memberId });
  expect((await getCase(admin, { caseId })).owner).toBeNull();
});

test('the export of a person names nobody else after whom a case is called', async () => {
  const { admin, itemIds } = await someItems(2);
  const [of, other] = await Promise.all(itemIds.map(async (id) => (await detailOf(admin, id)).item.contact));
  await openCase(admin, { itemIds });
  const titles = async (contactId: string) => {
    const text = await new Response(await exportContact(admin, { contactId })).text();
    return (JSON.parse(text) as { items: { case: { title: string | null } }[] }).items.map((item) => item.case.title);
  };
  expect([await titles(of?.id ?? ''), await titles(other?.id ?? '')]).toEqual([[of?.name], [null]]);
});

test('a note for a whole case has words: its files are read on its own item only', async () => {
  const { léa, itemIds } = await someItems(2);
  await aCase(léa, itemIds);
  const [itemId = ''] = itemIds;
  const file = await uploadNoteFile(léa, { itemId, name: 'plan.txt', bytes: Buffer.from('a plan') });
  const note = { itemId, text: '', fileIds: [file.id] };
  await expect(addNote(léa, { ...note, forCase: true })).rejects.toMatchObject({ code: 'text_empty' });
  await addNote(léa, note);
});

test('a case is called after a person until that one is erased, also when the items have left it', async () => {
  const { admin, léa, itemIds } = await someItems(2);
  const [a = '', b = ''] = itemIds;
  const { item } = await detailOf(admin, a);
  const opened = await openCase(léa, { itemIds: [a] });
  const caseId = opened.case?.id ?? '';
  expect(opened.case?.title).toBe(item.contact.name);
  await addToCase(léa, { caseId, itemIds: [b] });
  await takeOutOfCase(léa, { caseId, itemIds: [a] });
  await eraseContact(admin, { contactId: item.contact.id });
  expect((await getCase(léa, { caseId })).title).toBe(`#${caseId.slice(0, 4).toUpperCase()}`);
});

test('a title that a member wrote stays when a person is erased, unless it is just the name', async () => {
  const { admin, léa, itemIds } = await someItems(2);
  const [a = '', b = ''] = itemIds;
  const { contact } = (await detailOf(admin, a)).item;
  const other = (await detailOf(admin, b)).item.contact;
  const kept = await aCase(léa, [a], `Colis de ${contact.name}`);
  const named = await aCase(léa, [b], other.name.toUpperCase());
  await eraseContact(admin, { contactId: contact.id });
  await eraseContact(admin, { contactId: other.id });
  expect((await getCase(léa, { caseId: kept.id })).title).toBe(kept.title);
  expect((await getCase(léa, { caseId: named.id })).title).toMatch(/^#[0-9A-F]{4}$/u);
});

test('the history of an item calls a case as it is called now, and shows nothing of one that the reader does not see', async () => {
  const { admin, léa, itemIds } = await someItems(2);
  const [a = '', b = ''] = itemIds;
  const { id: caseId, version } = await aCase(léa, [a, b]);
  await takeOutOfCase(léa, { caseId, itemIds: [a] });
  await renameCase(léa, { caseId, version, title: 'Facture' });
  const titlesFor = async (reader: Caller) =>
    (await detailOf(reader, a)).history.flatMap(({ act, details }) =>
      act.startsWith('case_') ? [details['title']] : [],
    );
  expect(await titlesFor(léa)).toEqual(['Facture', 'Facture']);
  const { entries } = await listAudit(admin, { act: 'case_joined' });
  expect(entries.map((entry) => entry.case)).toEqual([
    { id: caseId, name: 'Facture' },
    { id: caseId, name: 'Facture' },
  ]);
  await makeConfidential(b, [admin.memberId]);
  expect(await titlesFor(léa)).toEqual([undefined, undefined]);
  const { rows } = await database().pool.query(
    `select 1 from item_history where "workspaceId" = $1 and details::text ~ 'Facture|Colis'`,
    [léa.workspaceId],
  );
  expect(rows).toEqual([]);
});
