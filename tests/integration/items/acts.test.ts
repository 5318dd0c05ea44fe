import { expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { bulkAct } from '#lib/items/bulk/bulk-act.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { deleteNote } from '#lib/items/notes/delete-note.ts';
import { deleteView } from '#lib/items/views/delete-view.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { listTags } from '#lib/items/tags/list-tags.ts';
import { listViews } from '#lib/items/views/list-views.ts';
import { markRead } from '#lib/items/mark-read.ts';
import { prioritizeItem } from '#lib/items/prioritize-item.ts';
import { reopenItem } from '#lib/items/reopen-item.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { saveView } from '#lib/items/views/save-view.ts';
import { snoozeItem } from '#lib/items/snooze-item.ts';
import { tagItem } from '#lib/items/tags/tag-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { wakeSnoozedItems } from '#lib/items/wake-snoozed-items.ts';
import { aMember, anItem, aTag, aWorkspace } from '#tests/support/factories.ts';

const inAnHour = () => new Date(Date.now() + 3_600_000);
const token = (undo: string | null) => undo ?? 'no token';

test('an item moves through its statuses, and each act records what it did', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { id: itemId } = await anItem({ workspaceId, sendFailed: true });

  expect((await resolveItem(admin, { itemId })).item).toMatchObject({
    status: 'resolved',
    sendFailed: false,
    version: 2,
  });
  expect((await resolveItem(admin, { itemId })).undo).toBeNull();
  expect((await reopenItem(admin, { itemId })).item.status).toBe('open');
  expect((await snoozeItem(admin, { itemId, until: inAnHour() })).item.status).toBe('snoozed');
  expect((await ignoreItem(admin, { itemId })).item).toMatchObject({ status: 'ignored', snoozedUntil: null });
  expect((await prioritizeItem(admin, { itemId, priority: 4 })).item.priority).toBe(4);

  const { history } = await getItem(admin, { itemId });
  expect(history.map(({ act }) => act)).toEqual(['resolved', 'reopened', 'snoozed', 'ignored', 'prioritized']);
  expect(history.every(({ member }) => member?.id === admin.memberId)).toBe(true);
  expect(await checkCounters(workspaceId)).toEqual([]);
});

test('a snoozed item comes back when its time has come and not before', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { id: itemId } = await anItem({ workspaceId });
  await snoozeItem(admin, { itemId, until: inAnHour() });

  expect(await wakeSnoozedItems()).toBe(0);
  expect(await wakeSnoozedItems(new Date(Date.now() + 3_600_001))).toBe(1);

  const { item, history } = await getItem(admin, { itemId });
  expect(item).toMatchObject({ status: 'open', snoozedUntil: null });
  expect(history.at(-1)).toMatchObject({ act: 'woken', actor: 'system' });
});

test('an item cannot be snoozed into the past or for years', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { id: itemId } = await anItem({ workspaceId });
  for (const until of [new Date(0), new Date(Date.now() + 400 * 86_400_000), new Date(NaN)]) {
    await expect(snoozeItem(admin, { itemId, until })).rejects.toMatchObject({
      code: 'invalid',
      values: { field: 'until' },
    });
  }
  await expect(prioritizeItem(admin, { itemId, priority: 5 })).rejects.toMatchObject({ code: 'invalid' });
});

test('a lead assigns an item to an owner and contributors, a manager cannot', async () => {
  const { workspaceId } = await aWorkspace();
  const lead = await aMember({ workspaceId, role: 'lead' });
  const [owner, helper] = [await aMember({ workspaceId, name: 'Zoé' }), await aMember({ workspaceId, name: 'Amal' })];
  const client = await aMember({ workspaceId, role: 'client' });
  const { id: itemId } = await anItem({ workspaceId });

  const contributorIds = [helper.memberId, owner.memberId];
  const { item } = await assignItem(lead, { itemId, ownerId: owner.memberId, contributorIds });

  expect(item.owner).toEqual({ id: owner.memberId, name: 'Zoé' });
  expect(item.contributors).toEqual([{ id: helper.memberId, name: 'Amal', doneAt: null }]);
  expect((await listItems(helper, { filter: { assignee: 'me' } })).items.map(({ id }) => id)).toEqual([itemId]);
  expect((await assignItem(lead, { itemId, ownerId: owner.memberId, contributorIds })).undo).toBeNull();
  expect((await assignItem(lead, { itemId, ownerId: null })).item).toMatchObject({ owner: null, contributors: [{}] });
  await expect(assignItem(owner, { itemId, ownerId: owner.memberId })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(assignItem(lead, { itemId, ownerId: client.memberId })).rejects.toMatchObject({ code: 'invalid' });
});

test('tags are created on first use, ignoring case, and can be removed', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await aTag({ workspaceId, name: 'Delivery' });
  const { id: itemId } = await anItem({ workspaceId });

  const { item } = await tagItem(admin, { itemId, add: ['  delivery ', 'DELIVERY', 'late   parcel'] });
  expect(item.tags.map(({ name }) => name)).toEqual(['Delivery', 'late parcel']);
  expect((await tagItem(admin, { itemId, add: ['delivery'] })).undo).toBeNull();
  expect((await tagItem(admin, { itemId, remove: ['DELIVERY', 'unheard of'] })).item.tags).toHaveLength(1);
  expect((await listTags(admin)).tags.map(({ name }) => name)).toEqual(['Delivery', 'late parcel']);
  await expect(tagItem(admin, { itemId, add: ['x'.repeat(61)] })).rejects.toMatchObject({ code: 'invalid' });
  await expect(tagItem(admin, { itemId, add: [' '] })).rejects.toMatchObject({ code: 'invalid' });
});

test('two members who create the same tag at once create one', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const items = await Promise.all(Array.from({ length: 12 }, () => anItem({ workspaceId })));
  await Promise.all(items.map(({ id }) => tagItem(admin, { itemId: id, add: ['Noël', 'refund'] })));
  expect((await listTags(admin)).tags).toHaveLength(2);
});

test('a note is read by everyone, deleted by its author, and restored by undo', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const client = await aMember({ workspaceId, role: 'client', name: 'Maud' });
  const colleague = await aMember({ workspaceId });
  const { id: itemId } = await anItem({ workspaceId });

  const { noteId } = await addNote(client, { itemId, text: ' Call her\u0000 first. ' });
  expect((await getItem(admin, { itemId })).notes).toMatchObject([
    { text: 'Call her first.', member: { name: 'Maud' } },
  ]);
  await expect(deleteNote(colleague, { noteId })).rejects.toMatchObject({ code: 'not_allowed' });

  const { undo } = await deleteNote(client, { noteId });
  expect((await getItem(admin, { itemId })).notes).toEqual([]);
  await undoAct(client, { undo: token(undo) });
  expect((await getItem(admin, { itemId })).notes).toHaveLength(1);

  await expect(addNote(client, { itemId, text: ' \u0007 ' })).rejects.toMatchObject({ code: 'text_empty' });
  await expect(addNote(client, { itemId, text: 'x'.repeat(10_001) })).rejects.toMatchObject({ code: 'text_too_long' });
});

test('each member has her own read mark on an item', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const colleague = await aMember({ workspaceId });
  const { id: itemId } = await anItem({ workspaceId });
  await markRead(admin, { itemId });
  const isUnread = async (caller: typeof admin) => (await listItems(caller, {})).items[0]?.isUnread;
  expect(await isUnread(admin)).toBe(false);
  expect(await isUnread(colleague)).toBe(true);
});

test('undoing an act restores the status, owner, contributors and tags', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const [owner, helper] = [await aMember({ workspaceId }), await aMember({ workspaceId })];
  const { id: itemId } = await anItem({ workspaceId, status: 'waiting' });
  const assigned = await assignItem(admin, { itemId, ownerId: owner.memberId, contributorIds: [helper.memberId] });
  const again = await assignItem(admin, { itemId, ownerId: null, contributorIds: [] });
  const resolved = await resolveItem(admin, { itemId });
  const tagged = await tagItem(admin, { itemId, add: ['urgent'] });

  await undoAct(admin, { undo: token(tagged.undo) });
  await undoAct(admin, { undo: token(resolved.undo) });
  const { items } = await undoAct(admin, { undo: token(again.undo) });

  expect(items).toMatchObject([
    { status: 'waiting', owner: { id: owner.memberId }, contributors: [{ id: helper.memberId }], tags: [] },
  ]);
  await undoAct(admin, { undo: token(assigned.undo) });
  expect((await getItem(admin, { itemId })).item).toMatchObject({ owner: null, contributors: [] });
  expect(await checkCounters(workspaceId)).toEqual([]);
});

test('an act can be undone once, by its author, while nobody has changed the item since', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const colleague = await aMember({ workspaceId });
  const { id: itemId } = await anItem({ workspaceId });
  const nothing = { code: 'nothing_to_undo' };

  const resolved = await resolveItem(admin, { itemId });
  await expect(undoAct(colleague, { undo: token(resolved.undo) })).rejects.toMatchObject(nothing);
  const both = await Promise.allSettled([1, 2].map(() => undoAct(admin, { undo: token(resolved.undo) })));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);

  const claimed = await claimItem(admin, { itemId });
  await assignItem(admin, { itemId, ownerId: colleague.memberId });
  await expect(undoAct(admin, { undo: token(claimed.undo) })).rejects.toMatchObject(nothing);
  expect((await getItem(admin, { itemId })).item.owner?.id).toBe(colleague.memberId);
});

test('a bulk act on a selection is undone at once', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const items = await Promise.all(Array.from({ length: 5 }, () => anItem({ workspaceId })));
  const itemIds = items.map(({ id }) => id);

  const { changed, undo } = await bulkAct(admin, { act: 'tag', itemIds, add: ['sale'] });
  expect(changed).toBe(5);
  expect((await listItems(admin, { filter: { tag: 'SALE' } })).items).toHaveLength(5);
  expect((await undoAct(admin, { undo: token(undo) })).undone).toBe(5);
  expect((await listItems(admin, { filter: { tag: 'sale' } })).items).toEqual([]);

  const assigned = await bulkAct(admin, { act: 'assign', itemIds, ownerId: admin.memberId });
  expect(assigned.changed).toBe(5);
  await undoAct(admin, { undo: token(assigned.undo) });
  expect((await listItems(admin, { filter: { assignee: 'none' } })).items).toHaveLength(5);
  await expect(
    bulkAct(admin, { act: 'resolve', itemIds: Array.from({ length: 501 }, () => crypto.randomUUID()) }),
  ).rejects.toMatchObject({ code: 'too_many' });
});

test('a bulk act on all matching items, and its undo, reach items beyond the first batch', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { id, channelId, contactId } = await anItem({ workspaceId });
  await database().prisma.$executeRaw`
    INSERT INTO "item" ("workspaceId", "channelId", "network", "kind", "threadKey", "threadExternalId", "contactId", "firstMessageAt", "lastInboundAt", "lastActivityAt")
    SELECT ${workspaceId}::uuid, ${channelId}::uuid, 'bluesky', 'mention', 'made:' || n, 'made:' || n, ${contactId}::uuid, now(), now(), now() - n % 7 * interval '1 s'
    FROM generate_series(1, 2500) n`;

  const { changed, undo } = await bulkAct(admin, { act: 'resolve', filter: { status: ['open'], kind: 'mention' } });

  expect(changed).toBe(2500);
  expect((await getItem(admin, { itemId: id })).item.status).toBe('open');
  expect(await checkCounters(workspaceId)).toEqual([]);
  const { undone, items } = await undoAct(admin, { undo: token(undo) });
  expect([undone, items.length]).toEqual([2500, 500]);
  expect((await listItems(admin, { filter: { status: ['resolved'] } })).items).toEqual([]);
  expect(await checkCounters(workspaceId)).toEqual([]);
});

test('a bulk claim leaves the items of colleagues alone', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const colleague = await aMember({ workspaceId });
  const [free, taken] = [await anItem({ workspaceId }), await anItem({ workspaceId, ownerId: colleague.memberId })];
  expect((await bulkAct(admin, { act: 'claim', itemIds: [free.id, taken.id] })).changed).toBe(1);
  expect((await getItem(admin, { itemId: taken.id })).item.owner?.id).toBe(colleague.memberId);
});

test('a private view belongs to its member, a shared one to everyone and is changed by a lead', async () => {
  const { workspaceId } = await aWorkspace();
  const lead = await aMember({ workspaceId, role: 'lead' });
  const manager = await aMember({ workspaceId });
  const own = await saveView(manager, { name: ' Bad reviews ', filter: { kind: 'review', sort: 'oldest' } });
  const shared = await saveView(lead, { name: 'Urgent', filter: { status: ['open'] }, isShared: true });

  expect((await listViews(manager)).map(({ name }) => name)).toEqual(['Bad reviews', 'Urgent']);
  expect((await listViews(lead)).map(({ name }) => name)).toEqual(['Urgent']);
  await expect(saveView(manager, { name: 'All', filter: {}, isShared: true })).rejects.toMatchObject({
    code: 'not_allowed',
  });
  await expect(deleteView(lead, { viewId: own.id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(deleteView(manager, { viewId: shared.id })).rejects.toMatchObject({ code: 'not_allowed' });
  await deleteView(lead, { viewId: shared.id });
  expect(await saveView(manager, { viewId: own.id, name: 'Reviews', filter: {} })).toMatchObject({
    name: 'Reviews',
    isShared: false,
  });
  await expect(saveView(manager, { name: 'x', filter: { assignee: 'nobody' } })).rejects.toMatchObject({
    code: 'invalid',
  });
});
