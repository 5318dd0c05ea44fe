import { afterAll, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { bulkAct } from '#lib/items/bulk/bulk-act.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { deleteField } from '#lib/items/fields/delete-field.ts';
import { fillFields } from '#lib/items/fields/fill-fields.ts';
import { listFields } from '#lib/items/fields/list-fields.ts';
import { saveField } from '#lib/items/fields/save-field.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { reopenItem } from '#lib/items/reopen-item.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { tagItem } from '#lib/items/tags/tag-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { reply } from '#lib/outbox/reply.ts';
import { aChannel, aMember, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';
import { aMemberOf, makeConfidential } from '../access/hidden-world.ts';

afterAll(closeDatabase);

const OPTIONS = ['Livraison', 'Produit abîmé'];

/** A workspace that asks the reason before an item is resolved. */
async function aWorkspaceThatAsks() {
  const { workspaceId, admin } = await aWorkspace();
  const reason = await saveField(admin, { name: 'Motif', kind: 'choice', options: OPTIONS });
  const member = await aMember({ workspaceId });
  const item = await anItem({ workspaceId });
  await aMessage({ workspaceId, itemId: item.id });
  const answer = { fieldId: reason.id, value: 'Livraison' };
  return { workspaceId, admin, member, reason, itemId: item.id, answer };
}

const statusOf = async (caller: Caller, itemId: string) => (await getItem(caller, { itemId })).item.status;
const missing = { code: 'fields_missing', values: { names: 'Motif' } };

test('an item is resolved once everything is known that the workspace asks, by whichever act', async () => {
  const { member, itemId, answer } = await aWorkspaceThatAsks();
  await expect(resolveItem(member, { itemId })).rejects.toMatchObject(missing);
  const answered = { itemId, text: 'Merci, c’est réglé.', resolve: true };
  await expect(reply(member, answered)).rejects.toMatchObject(missing);
  expect(await bulkAct(member, { act: 'resolve', itemIds: [itemId] })).toEqual({ changed: 0, undo: null });
  expect(await bulkAct(member, { act: 'resolve', filter: {} })).toEqual({ changed: 0, undo: null });
  expect(await statusOf(member, itemId)).toBe('open');

  expect((await resolveItem(member, { itemId, fields: [answer] })).item.status).toBe('resolved');
  await reopenItem(member, { itemId });
  // It is known now, and asked no more.
  expect((await resolveItem(member, { itemId })).item.status).toBe('resolved');
  const { fields, history } = await getItem(member, { itemId });
  expect(fields).toEqual([answer]);
  expect(history.find(({ act }) => act === 'fields_filled')?.details).toEqual({ fields: ['Motif – Livraison'] });
});

test('a reply that resolves takes the answers along, and one that does not resolve needs none', async () => {
  const { member, itemId, answer } = await aWorkspaceThatAsks();
  await reply(member, { itemId, text: 'Nous regardons cela.' });
  const done = await reply(member, { itemId, text: 'Le colis est arrivé.', resolve: true, fields: [answer] });
  expect(done.item.status).toBe('resolved');
});

test('what many items lack is filled in for all of them, and the others stay open', async () => {
  const { workspaceId, admin, member, itemId, answer } = await aWorkspaceThatAsks();
  const review = await anItem({ workspaceId, kind: 'review' });
  await saveField(admin, { name: 'Magasin', kind: 'text', itemKinds: ['review'] });
  const bulk = await bulkAct(member, { act: 'resolve', itemIds: [itemId, review.id], fields: [answer] });
  expect(bulk.changed).toBe(1);
  expect([await statusOf(member, itemId), await statusOf(member, review.id)]).toEqual(['resolved', 'open']);
  expect((await undoAct(member, { undo: bulk.undo ?? '' })).undone).toBe(1);
  expect(await statusOf(member, itemId)).toBe('open');
});

test('a tag answers a field that asks for one, typed or set before', async () => {
  const { workspaceId, admin, member, reason } = await aWorkspaceThatAsks();
  await deleteField(admin, { fieldId: reason.id });
  const tagged = await saveField(admin, { name: 'Étiquette', kind: 'tag' });
  const [typed, set] = [await anItem({ workspaceId }), await anItem({ workspaceId })];
  await expect(resolveItem(member, { itemId: typed.id })).rejects.toMatchObject({ code: 'fields_missing' });
  const fields = [{ fieldId: tagged.id, value: 'retour' }];
  const { item } = await resolveItem(member, { itemId: typed.id, fields });
  expect([item.status, item.tags.map(({ name }) => name)]).toEqual(['resolved', ['retour']]);
  await tagItem(member, { itemId: set.id, add: ['retour'] });
  expect((await resolveItem(member, { itemId: set.id })).item.status).toBe('resolved');
});

test('undoing and ignoring ask nothing', async () => {
  const { admin, member, reason, itemId, answer } = await aWorkspaceThatAsks();
  await resolveItem(member, { itemId, fields: [answer] });
  const { undo } = await reopenItem(member, { itemId });
  await saveField(admin, { name: 'Produit', kind: 'text' });
  await undoAct(member, { undo: undo ?? '' });
  expect(await statusOf(member, itemId)).toBe('resolved');
  await reopenItem(member, { itemId });
  expect((await ignoreItem(member, { itemId })).item.status).toBe('ignored');
  await expect(resolveItem(member, { itemId })).rejects.toMatchObject({ values: { names: 'Produit' } });
  expect((await listFields(member)).map(({ id }) => id)[0]).toBe(reason.id);
});

test.each([
  ['an unknown option', 'Autre chose', 'invalid'],
  ['nothing but spaces', '   ', 'invalid'],
  ['more than a line', 'x'.repeat(201), 'invalid'],
])('%s is refused, and the item stays open', async (_, value, code) => {
  const { member, itemId, reason } = await aWorkspaceThatAsks();
  const fields = [{ fieldId: reason.id, value }];
  await expect(resolveItem(member, { itemId, fields })).rejects.toMatchObject({ code });
  await expect(bulkAct(member, { act: 'resolve', itemIds: [itemId], fields })).rejects.toMatchObject({ code });
  expect(await statusOf(member, itemId)).toBe('open');
});

test('who sets what is asked leads, and names it once', async () => {
  const { admin, member, reason } = await aWorkspaceThatAsks();
  const given = { name: 'Motif', kind: 'text' as const };
  await expect(saveField(member, given)).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(deleteField(member, { fieldId: reason.id })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(saveField(admin, given)).rejects.toMatchObject({ code: 'already_exists' });
  await expect(saveField(admin, { name: 'Choix', kind: 'choice' })).rejects.toMatchObject({ code: 'invalid' });
  const renamed = await saveField(admin, { fieldId: reason.id, name: 'Raison', kind: 'choice', options: OPTIONS });
  expect(await listFields(member)).toEqual([renamed]);
});

test('nothing of it crosses the border of a workspace, a channel or a confidential item', async () => {
  const here = await aWorkspaceThatAsks();
  const there = await aWorkspaceThatAsks();
  const { workspaceId, admin, member, itemId, answer } = here;
  await expect(fillFields(there.admin, { itemId, fields: [there.answer] })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(fillFields(member, { itemId, fields: [there.answer] })).rejects.toMatchObject({ code: 'not_found' });
  await expect(deleteField(there.admin, { fieldId: answer.fieldId })).rejects.toMatchObject({ code: 'not_found' });
  await fillFields(member, { itemId, fields: [answer] });
  const elsewhere = await aMemberOf(workspaceId, [(await aChannel({ workspaceId })).id]);
  await expect(fillFields(elsewhere, { itemId, fields: [answer] })).rejects.toMatchObject({ code: 'not_found' });
  await makeConfidential(itemId, [admin.memberId]);
  await expect(fillFields(member, { itemId, fields: [answer] })).rejects.toMatchObject({ code: 'not_found' });
  expect(await bulkAct(member, { act: 'resolve', itemIds: [itemId], fields: [answer] })).toMatchObject({ changed: 0 });
});
