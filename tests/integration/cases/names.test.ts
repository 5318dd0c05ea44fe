import { expect, test } from 'vitest';
import { openCase } from '#lib/items/cases/open-case.ts';
import { assignCase } from '#lib/items/cases/assign-case.ts';
import { getCase } from '#lib/items/cases/get-case.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { uploadNoteFile } from '#lib/items/notes/files/upload-note-file.ts';
import { makeConfidential } from '../access/hidden-world.ts';
import { aCase, someItems } from './a-case.ts';

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

test('a note for a whole case has words: its files are read on its own item only', async () => {
  const { léa, itemIds } = await someItems(2);
  await aCase(léa, itemIds);
  const [itemId = ''] = itemIds;
  const file = await uploadNoteFile(léa, { itemId, name: 'plan.txt', bytes: Buffer.from('a plan') });
  const note = { itemId, text: '', fileIds: [file.id] };
  await expect(addNote(léa, { ...note, forCase: true })).rejects.toMatchObject({ code: 'text_empty' });
  await addNote(léa, note);
});
