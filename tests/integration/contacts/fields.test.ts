import { expect, test } from 'vitest';
import { deleteContactField } from '#lib/contacts/fields/delete-field.ts';
import { saveContactField } from '#lib/contacts/fields/save-field.ts';
import { setFieldValue } from '#lib/contacts/fields/set-field-value.ts';
import { getContact } from '#lib/contacts/get-contact.ts';
import { joinContacts } from '#lib/contacts/joins/join-contacts.ts';
import { separateContacts } from '#lib/contacts/joins/separate-contacts.ts';
import { addContactNote } from '#lib/items/contacts/add-contact-note.ts';
import { deleteContactNote } from '#lib/items/contacts/delete-contact-note.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { aPerson } from './a-person.ts';

test('a value fits the kind of its field, or is refused', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const lea = await aPerson(workspaceId);
  const kinds = {
    text: { good: [['  a  b ', 'a b']], bad: [' ', 'x'.repeat(501)] },
    number: {
      good: [
        ['1\u202f234,5', '1234.5'],
        ['-3', '-3'],
      ],
      bad: ['one', '1.2.3'],
    },
    date: { good: [['2026-02-28', '2026-02-28']], bad: ['2026-02-30', '28/02/2026'] },
    choice: { good: [['gold', 'gold']], bad: ['silver'] },
  } as const;
  for (const [kind, { good, bad }] of Object.entries(kinds)) {
    const name = `a ${kind}`;
    // The keys of `kinds` are kinds of fields, which Object.entries widens to string.
    const field = await saveContactField(admin, { name, kind: kind as keyof typeof kinds, choices: ['gold'] });
    const set = async (value: string) => await setFieldValue(admin, { contactId: lea.id, fieldId: field.id, value });
    for (const [given, stored] of good) {
      expect((await set(given)).fields.find(({ id }) => id === field.id)?.value).toBe(stored);
    }
    for (const given of bad) await expect(set(given)).rejects.toMatchObject({ code: 'invalid' });
  }
});

test('a field has one name in its workspace, keeps its kind, and takes its values along when deleted', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const lea = await aPerson(workspaceId);
  const field = await saveContactField(admin, { name: 'Size', kind: 'number', choices: [] });
  await expect(saveContactField(admin, { name: 'size', kind: 'text', choices: [] })).rejects.toMatchObject({
    code: 'already_exists',
  });
  const change = { fieldId: field.id, name: 'Shoe size', choices: [] };
  await expect(saveContactField(admin, { ...change, kind: 'text' })).rejects.toMatchObject({ code: 'invalid' });
  await saveContactField(admin, { ...change, kind: 'number' });
  await setFieldValue(admin, { contactId: lea.id, fieldId: field.id, value: '38' });
  const manager = await aMember({ workspaceId });
  await expect(deleteContactField(manager, { fieldId: field.id })).rejects.toMatchObject({ code: 'not_allowed' });
  await deleteContactField(admin, { fieldId: field.id });
  expect((await getContact(admin, { contactId: lea.id })).fields).toEqual([]);
});

test('what was added to a person while joined stays with the contact that was opened', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const [lea, other] = [await aPerson(workspaceId), await aPerson(workspaceId, { network: 'x' })];
  const field = await saveContactField(admin, { name: 'Size', kind: 'text', choices: [] });
  const value = { fieldId: field.id };
  await setFieldValue(admin, { ...value, contactId: lea.id, value: 'S' });
  const { joins } = await joinContacts(admin, { contactId: lea.id, otherId: other.id });
  await setFieldValue(admin, { ...value, contactId: other.id, value: 'M' });
  await addContactNote(admin, { contactId: other.id, text: 'calls on Mondays' });
  expect((await getContact(admin, { contactId: lea.id })).fields[0]?.value).toBe('M');
  await separateContacts(admin, { joinId: joins[0]?.id ?? '' });
  const [first, second] = [
    await getContact(admin, { contactId: lea.id }),
    await getContact(admin, { contactId: other.id }),
  ];
  expect([first.fields[0]?.value, first.notes.length]).toEqual(['S', 0]);
  expect([second.fields[0]?.value, second.notes.length]).toEqual(['M', 1]);
});

test('a note on a person is deleted by who wrote it, or by an admin', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const lea = await aPerson(workspaceId);
  const [author, colleague] = [await aMember({ workspaceId }), await aMember({ workspaceId })];
  const write = async () => (await addContactNote(author, { contactId: lea.id, text: 'a note' })).notes[0]?.id ?? '';
  const noteId = await write();
  await expect(deleteContactNote(colleague, { noteId })).rejects.toMatchObject({ code: 'not_allowed' });
  expect((await deleteContactNote(author, { noteId })).notes).toEqual([]);
  expect((await deleteContactNote(admin, { noteId: await write() })).notes).toEqual([]);
  await expect(deleteContactNote((await aWorkspace()).admin, { noteId: await write() })).rejects.toMatchObject({
    code: 'not_found',
  });
});
