import { afterAll, expect, test } from 'vitest';
import { closeDatabase } from '#lib/db/close-database.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { assignCase } from '#lib/items/cases/assign-case.ts';
import { closeCase, reopenCase } from '#lib/items/cases/close-case.ts';
import { getCase } from '#lib/items/cases/get-case.ts';
import { listCases } from '#lib/items/cases/list-cases.ts';
import { openCase } from '#lib/items/cases/open-case.ts';
import { renameCase } from '#lib/items/cases/rename-case.ts';
import { setCaseDeadline } from '#lib/items/cases/set-case-deadline.ts';
import { takeOutOfCase } from '#lib/items/cases/take-out.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { deleteNote } from '#lib/items/notes/delete-note.ts';
import { editNote } from '#lib/items/notes/edit-note.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { aCase, actsOf, add, caseIdOf, detailOf, idsIn, someItems } from './a-case.ts';

afterAll(closeDatabase);

const HOUR_MS = 3_600_000;
const undo = (token: string | null) => ({ undo: token ?? '' });

test('a case joins items, each with its own status, and is shown on each of them', async () => {
  const { léa, itemIds } = await someItems(3);
  const [a = '', b = '', c = ''] = itemIds;
  const { version } = (await detailOf(léa, a)).item;
  const opened = await aCase(léa, [a, b]);
  expect(idsIn(opened)).toEqual([a, b]);
  expect(opened).toMatchObject({ title: 'Colis perdu', owner: null, dueAt: null, closedAt: null });
  await resolveItem(léa, { itemId: b });

  const detail = await detailOf(léa, a);
  expect(detail.item).toMatchObject({ status: 'open', case: { id: opened.id, title: 'Colis perdu' } });
  expect(detail.item.version).toBeGreaterThan(version);
  expect(detail.case?.items.map(({ id, status }) => [id, status])).toEqual([
    [a, 'open'],
    [b, 'resolved'],
  ]);
  expect(await actsOf(léa, a)).toContain('case_joined');
  expect((await detailOf(léa, c)).case).toBeNull();
});

test('an item is added to a case, taken out, and both are undone', async () => {
  const { léa, itemIds } = await someItems(3);
  const [a = '', b = '', c = ''] = itemIds;
  const { id } = await aCase(léa, [a, b]);
  const { version } = (await detailOf(léa, a)).item;
  const added = await add(léa, id, c);
  expect(idsIn(added.case)).toEqual([a, b, c]);
  // Whoever has the other item open is shown it.
  expect((await detailOf(léa, a)).item.version).toBeGreaterThan(version);
  await undoAct(léa, undo(added.undo));
  expect(await caseIdOf(léa, c)).toBeNull();

  const out = await takeOutOfCase(léa, { caseId: id, itemIds: [b] });
  expect(idsIn(out.case)).toEqual([a]);
  expect(await actsOf(léa, b)).toContain('case_left');
  await undoAct(léa, undo(out.undo));
  expect(await caseIdOf(léa, b)).toBe(id);
});

test('an item that is in a case is refused for another one, and none of the others is moved', async () => {
  const { léa, itemIds } = await someItems(3);
  const [a = '', b = '', c = ''] = itemIds;
  const { id } = await aCase(léa, [a]);
  const other = await aCase(léa, [b], 'Facture');
  const refusal = { code: 'in_another_case', values: { name: 'Colis perdu' } };
  await expect(add(léa, other.id, c, a)).rejects.toMatchObject(refusal);
  await expect(openCase(léa, { itemIds: [c, a] })).rejects.toMatchObject(refusal);
  expect(await caseIdOf(léa, c)).toBeNull();
  // Once more into its own changes nothing.
  expect((await add(léa, id, a)).undo).toBeNull();
});

test('a case that is undone or dissolved leaves owners as they are, and the undo of that brings it back', async () => {
  const { lead, léa, itemIds } = await someItems(2);
  await assignItem(lead, { itemId: itemIds[0] ?? '', ownerId: léa.memberId });
  const { id } = await aCase(léa, itemIds);
  const dissolved = await takeOutOfCase(léa, { caseId: id });
  expect(dissolved.case).toBeNull();
  await expect(getCase(léa, { caseId: id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(add(léa, id, itemIds[0] ?? '')).rejects.toMatchObject({ code: 'not_found' });
  expect(await listCases(léa)).toEqual([]);
  expect((await detailOf(léa, itemIds[0] ?? '')).item.owner?.id).toBe(léa.memberId);
  await undoAct(léa, undo(dissolved.undo));
  expect(idsIn(await getCase(léa, { caseId: id }))).toEqual(itemIds);
});

test('an undo leaves an item where a colleague has put it since', async () => {
  const { léa, hugo, itemIds } = await someItems(2);
  const [a = '', b = ''] = itemIds;
  const opened = await openCase(léa, { itemIds: [a, b], title: 'Colis perdu' });
  await takeOutOfCase(hugo, { caseId: opened.case?.id ?? '', itemIds: [b] });
  const other = await aCase(hugo, [b], 'Facture');
  await undoAct(léa, undo(opened.undo));
  expect(await caseIdOf(léa, a)).toBeNull();
  expect(await caseIdOf(léa, b)).toBe(other.id);
});

test('title, deadline and end of a case are in the history of each item, and need the version that was read', async () => {
  const { léa, itemIds } = await someItems(2);
  const { id: caseId, version } = await aCase(léa, itemIds);
  const renamed = await renameCase(léa, { caseId, version, title: '  Colis  de Zoé ' });
  expect(renamed.case?.title).toBe('Colis de Zoé');
  await expect(renameCase(léa, { caseId, version, title: 'Trop tard' })).rejects.toMatchObject({
    code: 'case_changed',
  });
  const dueAt = new Date(Date.now() + 5 * HOUR_MS);
  const due = await setCaseDeadline(léa, { caseId, version: version + 1, dueAt });
  expect(due.case?.dueAt).toBe(dueAt.toISOString());
  expect((await detailOf(léa, itemIds[1] ?? '')).item.case?.dueAt).toBe(dueAt.toISOString());
  const past = { caseId, version: version + 2, dueAt: new Date(Date.now() - HOUR_MS) };
  await expect(setCaseDeadline(léa, past)).rejects.toMatchObject({ code: 'invalid' });
  const closed = await closeCase(léa, { caseId, version: version + 2 });
  expect(closed.case?.closedAt).not.toBeNull();
  await expect(renameCase(léa, { caseId, version: version + 3, title: 'Non' })).rejects.toMatchObject({
    code: 'case_closed',
  });
  await expect(add(léa, caseId, itemIds[0] ?? '')).rejects.toMatchObject({ code: 'case_closed' });
  expect((await reopenCase(léa, { caseId, version: version + 3 })).case?.closedAt).toBeNull();

  const { history, item } = await detailOf(léa, itemIds[0] ?? '');
  expect(item.status).toBe('open');
  expect(history.filter(({ act }) => act === 'case_changed').map(({ details }) => details['change'])).toEqual([
    'renamed',
    'due',
    'closed',
    'reopened',
  ]);
});

test('giving a case to somebody gives them its items, except those that are done', async () => {
  const { lead, léa, hugo, itemIds } = await someItems(3);
  const [a = '', b = '', c = ''] = itemIds;
  await resolveItem(léa, { itemId: b });
  const { id: caseId, version } = await aCase(léa, [a, b]);
  const given = await assignCase(lead, { caseId, version, ownerId: hugo.memberId });
  expect(given).toMatchObject({ given: 1, skipped: [{ itemId: b, reason: 'done' }] });
  expect(given.case?.owner?.id).toBe(hugo.memberId);
  expect((await detailOf(léa, a)).item.owner?.id).toBe(hugo.memberId);
  expect((await detailOf(léa, b)).item.owner).toBeNull();
  // What joins later keeps its owner.
  await add(léa, caseId, c);
  expect((await detailOf(léa, c)).item.owner).toBeNull();
  const taken = await assignCase(lead, { caseId, version: version + 1, ownerId: null });
  expect(taken.case?.owner).toBeNull();
  expect((await detailOf(léa, a)).item.owner?.id).toBe(hugo.memberId);
});

test('a note for the case is read on each of its items, and one on an item only there', async () => {
  const { léa, hugo, itemIds } = await someItems(3);
  const [a = '', b = '', c = ''] = itemIds;
  const { id: caseId } = await aCase(léa, [a, b]);
  const before = (await detailOf(léa, b)).item.version;
  const { noteId } = await addNote(léa, { itemId: a, text: 'Remboursée lundi', forCase: true });
  await addNote(léa, { itemId: a, text: 'Seulement ici' });
  const texts = async (itemId: string) => (await detailOf(hugo, itemId)).notes.map(({ text }) => text);
  expect(await texts(a)).toEqual(['Remboursée lundi', 'Seulement ici']);
  expect(await texts(b)).toEqual(['Remboursée lundi']);
  expect((await detailOf(léa, b)).item.version).toBeGreaterThan(before);
  await add(léa, caseId, c);
  expect(await texts(c)).toEqual(['Remboursée lundi']);
  await editNote(léa, { noteId, text: 'Remboursée mardi' });
  expect(await texts(c)).toEqual(['Remboursée mardi']);
  // It stays where it was written, and with the case.
  await takeOutOfCase(léa, { caseId, itemIds: [a, c] });
  expect(await texts(a)).toContain('Remboursée mardi');
  expect(await texts(b)).toEqual(['Remboursée mardi']);
  expect(await texts(c)).toEqual([]);
  await deleteNote(léa, { noteId });
  expect(await texts(b)).toEqual([]);
  await expect(addNote(léa, { itemId: c, text: 'Pour qui ?', forCase: true })).rejects.toMatchObject({
    code: 'conflict',
  });
});
