import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { database } from '#tests/support/owner-database.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { bulkAct } from '#lib/items/bulk/bulk-act.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { deleteNote } from '#lib/items/notes/delete-note.ts';
import { editNote } from '#lib/items/notes/edit-note.ts';
import { listMentionable } from '#lib/items/notes/list-mentionable.ts';
import { deleteView } from '#lib/items/views/delete-view.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { listMessages } from '#lib/items/detail/list-messages.ts';
import { listTags } from '#lib/items/tags/list-tags.ts';
import { listViews } from '#lib/items/views/list-views.ts';
import { markRead } from '#lib/items/mark-read.ts';
import { finishPart, reopenPart } from '#lib/items/parts/finish-part.ts';
import { askForItem } from '#lib/items/requests/ask-for-item.ts';
import { endRequest } from '#lib/items/requests/end-request.ts';
import { handOver } from '#lib/items/requests/hand-over.ts';
import { prioritizeItem } from '#lib/items/prioritize-item.ts';
import { releaseItem } from '#lib/items/claims/release-item.ts';
import { reopenItem } from '#lib/items/reopen-item.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { saveView } from '#lib/items/views/save-view.ts';
import { snoozeItem } from '#lib/items/snooze-item.ts';
import { tagItem } from '#lib/items/tags/tag-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { Refusal } from '#lib/refusal.ts';
import { aMember, aMessage, anItem, aTag, aWorkspace } from '#tests/support/factories.ts';

const inAnHour = () => new Date(Date.now() + 3_600_000);

/** Every entry point of the inbox that takes an id. */
const entries: Record<string, (caller: Caller, id: string) => Promise<unknown>> = {
  getItem: (caller, itemId) => getItem(caller, { itemId }),
  listMessages: (caller, itemId) => listMessages(caller, { itemId }),
  claimItem: (caller, itemId) => claimItem(caller, { itemId }),
  releaseItem: (caller, itemId) => releaseItem(caller, { itemId }),
  assignItem: (caller, itemId) => assignItem(caller, { itemId, ownerId: caller.memberId }),
  unassignItem: (caller, itemId) => assignItem(caller, { itemId, ownerId: null, contributorIds: [] }),
  finishPart: (caller, itemId) => finishPart(caller, { itemId }),
  reopenPart: (caller, itemId) => reopenPart(caller, { itemId }),
  askForItem: (caller, itemId) => askForItem(caller, { itemId }),
  endRequest: (caller, itemId) => endRequest(caller, { itemId }),
  handOver: (caller, itemId) => handOver(caller, { itemId, memberId: caller.memberId }),
  resolveItem: (caller, itemId) => resolveItem(caller, { itemId }),
  reopenItem: (caller, itemId) => reopenItem(caller, { itemId }),
  snoozeItem: (caller, itemId) => snoozeItem(caller, { itemId, until: inAnHour() }),
  ignoreItem: (caller, itemId) => ignoreItem(caller, { itemId }),
  prioritizeItem: (caller, itemId) => prioritizeItem(caller, { itemId, priority: 1 }),
  addNote: (caller, itemId) => addNote(caller, { itemId, text: 'hello' }),
  tagItem: (caller, itemId) => tagItem(caller, { itemId, add: ['mine'] }),
  markRead: (caller, itemId) => markRead(caller, { itemId }),
  deleteNote: (caller, noteId) => deleteNote(caller, { noteId }),
  editNote: (caller, noteId) => editNote(caller, { noteId, text: 'mine' }),
  listMentionable: (caller, itemId) => listMentionable(caller, { itemId }),
  undoAct: (caller, undo) => undoAct(caller, { undo }),
  saveView: (caller, viewId) => saveView(caller, { viewId, name: 'x', filter: {} }),
  deleteView: (caller, viewId) => deleteView(caller, { viewId }),
  listByChannel: (caller, channel) => listItems(caller, { filter: { channel } }),
  listByContact: (caller, contact) => listItems(caller, { filter: { contact } }),
  listByMember: (caller, assignee) => listItems(caller, { filter: { assignee } }),
  listByTag: (caller, tag) => listItems(caller, { filter: { tag } }),
  searchByTag: (caller, tag) => listItems(caller, { filter: { tag, q: 'colis' } }),
  countByChannel: async (caller, channel) => (await getCounts(caller, { filter: { channel } })).matching,
  countByTag: async (caller, tag) => (await getCounts(caller, { filter: { tag } })).matching,
  bulkResolve: async (caller, id) => (await bulkAct(caller, { act: 'resolve', itemIds: [id] })).changed,
  bulkTag: async (caller, id) => (await bulkAct(caller, { act: 'tag', itemIds: [id], add: ['mine'] })).changed,
  bulkAssign: async (caller, id) =>
    (await bulkAct(caller, { act: 'assign', itemIds: [id], ownerId: caller.memberId })).changed,
  bulkByChannel: async (caller, channel) => (await bulkAct(caller, { act: 'ignore', filter: { channel } })).changed,
};

/** What a caller is told, so that two answers can be compared. */
async function answer(ask: Promise<unknown>): Promise<unknown> {
  try {
    return await ask;
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, values: error.values };
    throw error;
  }
}

async function aFullWorkspace() {
  const { workspaceId, admin } = await aWorkspace();
  const member = await aMember({ workspaceId });
  const item = await anItem({ workspaceId, ownerId: member.memberId });
  const message = await aMessage({ workspaceId, itemId: item.id, text: 'Mon colis ?' });
  const tag = await aTag({ workspaceId, itemId: item.id, name: 'theirs' });
  const { noteId, undo } = await addNote(admin, { itemId: item.id, text: 'between us' });
  const resolved = await resolveItem(admin, { itemId: item.id });
  const bulk = await bulkAct(admin, { act: 'prioritize', priority: 2, itemIds: [item.id] });
  const view = await saveView(admin, { name: 'ours', filter: {}, isShared: true });
  const ids = [
    item.id,
    message.id,
    tag.id,
    noteId,
    undo,
    resolved.undo,
    bulk.undo,
    view.id,
    item.channelId,
    item.contactId,
    admin.memberId,
    member.memberId,
    workspaceId,
  ].filter((id) => id !== null);
  return { workspaceId, ids };
}

/** Everything stored for a workspace, as text. */
async function contents(workspaceId: string): Promise<string> {
  const { prisma } = database();
  const tables = [
    'item',
    'message',
    'note',
    'tag',
    'item_tag',
    'item_contributor',
    'item_history',
    'item_read',
    'saved_view',
    'item_counter_delta',
    'realtime_event',
  ];
  const parts = await Promise.all(
    tables.map((table) =>
      prisma.$queryRawUnsafe(
        `select coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text), '[]')::text as rows from "${table}" t where "workspaceId" = $1::uuid`,
        workspaceId,
      ),
    ),
  );
  return JSON.stringify(parts);
}

test('every entry point answers ids of another workspace like unknown ids and changes nothing', async () => {
  const theirs = await aFullWorkspace();
  const { workspaceId, admin } = await aWorkspace();
  await anItem({ workspaceId });
  const before = await contents(theirs.workspaceId);

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(entries)),
      fc.constantFrom(...theirs.ids),
      fc.boolean(),
      async (name, id, isShouted) => {
        const entry = entries[name];
        if (!entry) throw new Error(name);
        const answered = await answer(entry(admin, isShouted ? id.toUpperCase() : id));
        expect(answered).toEqual(await answer(entry(admin, crypto.randomUUID())));
      },
    ),
    { numRuns: 400 },
  );

  expect(await contents(theirs.workspaceId)).toBe(before);
  expect((await listTags(admin)).tags).toEqual([]);
  expect((await listViews(admin)).map(({ name }) => name)).toEqual([]);
});

test('a malformed id is not found', async () => {
  const { admin } = await aWorkspace();
  const { getItem: read, claimItem: claim, undoAct: undo, deleteNote: erase, bulkResolve: bulk } = entries;
  for (const entry of [read, claim, undo, erase, bulk]) {
    for (const id of ['', '1', 'null', "' or 1=1 --", '\u0000', '../..', 'x'.repeat(5000)]) {
      await expect(entry?.(admin, id)).rejects.toMatchObject({ code: 'not_found' });
    }
  }
});

test('members of another workspace cannot be assigned to an item', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const stranger = (await aWorkspace()).admin;
  const { id: itemId } = await anItem({ workspaceId });
  await expect(assignItem(admin, { itemId, ownerId: stranger.memberId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(assignItem(admin, { itemId, ownerId: null, contributorIds: [stranger.memberId] })).rejects.toMatchObject(
    { code: 'not_found' },
  );
});
