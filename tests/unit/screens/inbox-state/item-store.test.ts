import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { workspaceApi } from '#components/api/client.ts';
import { actRequests } from '#components/inbox-state/acts/act-requests.ts';
import { performAct } from '#components/inbox-state/acts/perform-act.ts';
import { showReply } from '#components/composer/sending/show-reply.ts';
import { FOLD_MS } from '#components/inbox-state/items/item-list.ts';
import { ItemStore } from '#components/inbox-state/items/item-store.ts';
import type { ActionView, MessageView } from '#lib/items/types.ts';
import { aDetail, aMessage, aRow, deferred, fakeServer } from './support.ts';

const ME = { id: 'me', name: 'Inès' };
const PAUL = { id: 'paul', name: 'Paul' };
const OPEN = { filter: { status: ['open' as const] }, sort: 'newest' as const };
const api = workspaceApi('aubry');

let items: ItemStore;
const perform = (ids: string[], request = actRequests.resolve()) =>
  performAct({ api, items, problemText: () => 'Someone was faster.', onChanged: () => undefined }, ids, request);

beforeEach(() => {
  vi.useFakeTimers();
  items = new ItemStore(api, () => ME.id);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function openList(...ids: string[]) {
  return items.list(OPEN, { items: ids.map((id) => aRow({ id })), nextCursor: null });
}

test('a row that arrives late does not replace a newer one', () => {
  items.putRows([aRow({ id: 'a', version: 3, status: 'waiting' })]);
  items.putRows([aRow({ id: 'a', version: 2, status: 'open' })]);
  expect(items.row('a')?.status).toBe('waiting');
});

test('only the listeners of a changed row are called', () => {
  openList('a', 'b');
  const onA = vi.fn();
  const onB = vi.fn();
  items.subscribeRow('a', onA);
  items.subscribeRow('b', onB);
  items.putRows([aRow({ id: 'a', version: 2 })]);
  expect(onA).toHaveBeenCalledOnce();
  expect(onB).not.toHaveBeenCalled();
});

test('an act is shown before the server has answered, and its row folds out of the list', async () => {
  const list = openList('a', 'b');
  const answer = deferred<unknown>();
  fakeServer({ 'POST items/a/resolve': () => answer.promise });
  const done = perform(['a']);
  expect(items.row('a')?.status).toBe('resolved');
  expect([...list.state.get().folding]).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(FOLD_MS);
  expect(list.state.get().ids).toEqual(['b']);
  answer.resolve({ ...aRow({ id: 'a', version: 2, status: 'resolved', owner: ME }), undo: null });
  expect(await done).toMatchObject({ changed: 1 });
  expect(items.row('a')).toMatchObject({ status: 'resolved', owner: ME });
});

test('a refused act puts the row back where it was, with the reason beside it', async () => {
  const list = openList('a', 'b', 'c');
  const answer = deferred<unknown>();
  fakeServer({ 'POST items/b/resolve': () => answer.promise });
  const done = perform(['b']);
  await vi.advanceTimersByTimeAsync(FOLD_MS);
  expect(list.state.get().ids).toEqual(['a', 'c']);
  answer.reject({ code: 'already_claimed' });
  expect(await done).toMatchObject({ changed: 0, isRefused: true });
  expect(list.state.get().ids).toEqual(['a', 'b', 'c']);
  expect(items.row('b')?.status).toBe('open');
  expect(items.failure('b')).toBe('Someone was faster.');
});

test('what arrived during an act stays when the act is taken back', async () => {
  openList('a');
  const answer = deferred<unknown>();
  fakeServer({ 'POST items/a/claim': () => answer.promise });
  const done = perform(['a'], actRequests.claim(ME));
  items.putChangedRows([aRow({ id: 'a', version: 2, preview: 'Merci !' })]);
  expect(items.row('a')).toMatchObject({ preview: 'Merci !', owner: ME });
  answer.reject({ code: 'already_claimed' });
  await done;
  expect(items.row('a')).toMatchObject({ preview: 'Merci !', owner: null });
});

test('undo puts all rows of a bulk act back where they were', async () => {
  const list = openList('a', 'b', 'c');
  const resolved = ['a', 'c'].map((id) => aRow({ id, version: 2, status: 'resolved' }));
  fakeServer({
    'POST bulk': () => ({ changed: 2, undo: 'token' }),
    'GET items': () => ({ items: resolved, nextCursor: null }),
    'POST undo': () => ({ items: resolved.map((row) => ({ ...row, version: 3, status: 'open' })) }),
  });
  const { undo } = await perform(['a', 'c']);
  await vi.advanceTimersByTimeAsync(FOLD_MS);
  expect(list.state.get().ids).toEqual(['b']);
  await undo?.();
  expect(list.state.get().ids).toEqual(['a', 'b', 'c']);
  expect(items.row('c')?.status).toBe('open');
});

test('a bulk act says how many items it changed, and what it left open comes back into its place', async () => {
  const list = openList('a', 'b', 'c', 'd');
  fakeServer({
    'POST bulk': () => ({ changed: 2, undo: 'token' }),
    'GET items': () => ({
      items: [
        aRow({ id: 'a', version: 2, status: 'resolved' }),
        aRow({ id: 'b', version: 2, status: 'resolved' }),
        aRow({ id: 'c', version: 1, needsAll: true }),
      ],
      nextCursor: null,
    }),
  });
  const done = perform(['a', 'b', 'c']);
  await vi.advanceTimersByTimeAsync(FOLD_MS);
  expect(await done).toMatchObject({ changed: 2, isRefused: false });
  expect(list.state.get().ids).toEqual(['c', 'd']);
});

test('a bulk act on more items than a page is done, and its rows are read page by page', async () => {
  const ids = Array.from({ length: 150 }, (_, n) => `item-${n}`);
  openList(...ids);
  const calls = fakeServer({
    'POST bulk': () => ({ changed: 150, undo: 'token' }),
    'GET items': ({ query }) => {
      const asked = query.get('id')?.split(',') ?? [];
      if (asked.length > 100) throw { code: 'too_many' };
      return { items: asked.map((id) => aRow({ id, version: 2, status: 'resolved' })), nextCursor: null };
    },
  });
  expect(await perform(ids)).toMatchObject({ changed: 150, isRefused: false });
  expect(calls.filter((call) => call.startsWith('GET items'))).toHaveLength(2);
  expect(items.row('item-149')?.status).toBe('resolved');
});

test('of several items handed over, only the refused ones come back with the reason, and undo takes the others back', async () => {
  openList('a', 'b', 'c');
  items.putRows(['a', 'b', 'c'].map((id) => aRow({ id, owner: ME })));
  const given = (id: string) => ({ ...aRow({ id, version: 2, owner: PAUL }), undo: `undo-${id}` });
  const undone: unknown[] = [];
  fakeServer({
    'POST items/a': () => given('a'),
    'POST items/b': () => {
      throw { code: 'not_held' };
    },
    'POST items/c': () => given('c'),
    'POST undo': ({ body }) => {
      undone.push(body);
      return { items: [] };
    },
  });
  const { changed, isRefused, undo } = await perform(['a', 'b', 'c'], actRequests.handOver(PAUL, ''));
  expect({ changed, isRefused }).toEqual({ changed: 2, isRefused: true });
  expect(['a', 'b', 'c'].map((id) => items.row(id)?.owner?.id)).toEqual(['paul', 'me', 'paul']);
  expect(['a', 'b', 'c'].map((id) => items.failure(id))).toEqual([undefined, 'Someone was faster.', undefined]);
  await undo?.();
  expect(undone).toEqual([{ undo: 'undo-c' }, { undo: 'undo-a' }]);
});

test('an event about an item that the member is resolving does not announce it again', async () => {
  const list = openList('a', 'b');
  const answer = deferred<unknown>();
  fakeServer({ 'POST items/a/resolve': () => answer.promise });
  const done = perform(['a']);
  await vi.advanceTimersByTimeAsync(FOLD_MS);
  items.putChangedRows([aRow({ id: 'a', version: 2 })]);
  expect([...list.state.get().waiting]).toEqual([]);
  answer.resolve({ ...aRow({ id: 'a', version: 3, status: 'resolved' }), undo: null });
  await done;
});

test('a page that the server made before an act does not bring its row back', async () => {
  const list = openList('a', 'b');
  const page = deferred<unknown>();
  const answer = deferred<unknown>();
  fakeServer({ 'POST items/a/resolve': () => answer.promise, 'GET items': () => page.promise });
  const read = list.refresh();
  const done = perform(['a']);
  await vi.advanceTimersByTimeAsync(FOLD_MS);
  page.resolve({ items: [aRow({ id: 'a' }), aRow({ id: 'b' })], nextCursor: null });
  await read;
  expect(list.state.get().ids).toEqual(['b']);
  answer.reject({ code: 'already_claimed' });
  await done;
  expect(list.state.get().ids).toEqual(['a', 'b']);
});

test('a row that has left and was opened again is in the next page', async () => {
  const list = openList('a', 'b');
  fakeServer({
    'POST items/a/resolve': () => ({ ...aRow({ id: 'a', version: 2, status: 'resolved' }), undo: null }),
    'GET items': () => ({ items: [aRow({ id: 'a', version: 3 }), aRow({ id: 'b' })], nextCursor: null }),
  });
  await perform(['a']);
  await vi.advanceTimersByTimeAsync(FOLD_MS);
  await list.refresh();
  expect(list.state.get().ids).toEqual(['a', 'b']);
});

test('a reply is in the thread at once, and only once when the stored one arrives before the answer', () => {
  const row = aRow({ id: 'a' });
  const question = aMessage({ id: 'm1' });
  items.putDetail(aDetail(row, [question]));
  const shown = showReply(items, 'a', { input: { text: 'Oui.' }, isPrivate: false, member: ME });
  expect(items.content('a')?.messages.map(({ text }) => text)).toEqual(['Bonjour', 'Oui.']);
  expect(items.row('a')).toMatchObject({ status: 'waiting', preview: 'Oui.', owner: ME });
  const stored = aMessage({ id: 'm2', direction: 'outbound', text: 'Oui.' });
  items.putDetail(aDetail({ ...row, version: 2, status: 'waiting' }, [question, stored]));
  expect(items.content('a')?.messages.map(({ id }) => id)).toEqual(['m1', 'm2']);
  shown.sent(2);
  expect(items.content('a')?.messages.map(({ id }) => id)).toEqual(['m1', 'm2']);
});

test('a sent reply stays in the thread until it is read from the server', () => {
  const row = aRow({ id: 'a' });
  items.putDetail(aDetail(row, [aMessage({ id: 'm1' })]));
  showReply(items, 'a', { input: { text: 'Oui.' }, isPrivate: false, member: ME }).sent(2);
  // This read started before the reply was stored.
  items.putDetail(aDetail(row, [aMessage({ id: 'm1' })]));
  expect(items.content('a')?.messages).toHaveLength(2);
});

test('a failed reply leaves the thread, and what arrived meanwhile stays', () => {
  const row = aRow({ id: 'a' });
  items.putDetail(aDetail(row, [aMessage({ id: 'm1' })]));
  const shown = showReply(items, 'a', { input: { text: 'Oui.' }, isPrivate: false, member: ME });
  items.putDetail(aDetail({ ...row, version: 2 }, [aMessage({ id: 'm1' }), aMessage({ id: 'm2', text: 'Alors ?' })]));
  shown.failed();
  expect(items.content('a')?.messages.map(({ text }) => text)).toEqual(['Bonjour', 'Alors ?']);
  expect(items.row('a')?.status).toBe('open');
});

test('a read that started earlier and arrives later is dropped', () => {
  const row = aRow({ id: 'a' });
  const early = items.startRead();
  const late = items.startRead();
  items.putDetail(aDetail(row, [aMessage({ id: 'm1', hidden: true })]), late);
  items.putDetail(aDetail(row, [aMessage({ id: 'm1', hidden: false })]), early);
  expect(items.content('a')?.messages[0]?.hidden).toBe(true);
});

test('earlier messages stay loaded when an item is read again, and unchanged ones stay the same objects', () => {
  const row = aRow({ id: 'a', messageCount: 3 });
  items.putDetail(aDetail(row, [aMessage({ id: 'm2' }), aMessage({ id: 'm3' })], { earlierCursor: 'cursor' }));
  items.putEarlierMessages('a', 'cursor', { messages: [aMessage({ id: 'm1' })], earlierCursor: null });
  const before = items.content('a')?.messages;
  const again = [aMessage({ id: 'm2' }), aMessage({ id: 'm3', liked: true })];
  items.putDetail(aDetail({ ...row, version: 2 }, again, { earlierCursor: 'cursor' }));
  const after = items.content('a');
  expect(after?.messages.map(({ id }) => id)).toEqual(['m1', 'm2', 'm3']);
  expect(after?.earlierCursor).toBeNull();
  expect(after?.messages[1]).toBe(before?.[1]);
  expect(after?.messages[2]).not.toBe(before?.[2]);
});

test('earlier messages that arrive after the thread has changed its start are dropped', () => {
  const row = aRow({ id: 'a' });
  items.putDetail(aDetail(row, [aMessage({ id: 'm9' })], { earlierCursor: 'other' }));
  items.putEarlierMessages('a', 'cursor', { messages: [aMessage({ id: 'm1' })], earlierCursor: null });
  expect(items.content('a')?.messages.map(({ id }) => id)).toEqual(['m9']);
});

test('a reply that fails on the server is told once', () => {
  items.putRows([aRow({ id: 'a' })]);
  const onFailed = vi.fn();
  items.subscribeFailedSends(onFailed);
  items.putChangedRows([aRow({ id: 'a', version: 2, sendFailed: true })]);
  items.putChangedRows([aRow({ id: 'a', version: 3, sendFailed: true })]);
  expect(onFailed).toHaveBeenCalledOnce();
});

test('the reason why an act was taken back is also said', () => {
  const say = vi.fn();
  items = new ItemStore(api, () => ME.id, say);
  items.setFailure('a', 'Someone was faster.');
  expect(say).toHaveBeenCalledWith('Someone was faster.');
});

test('a reason that several rows share is said once', () => {
  const say = vi.fn();
  items = new ItemStore(api, () => ME.id, say);
  items.setFailures(['a', 'b'].map((id) => ({ id, reason: 'Someone was faster.' })));
  expect(items.failure('b')).toBe('Someone was faster.');
  expect(say).toHaveBeenCalledOnce();
});

test('a message is shown as it was asked for while the network has not done it, and as it is if the network refuses', () => {
  const item = aRow({ id: 'a', version: 2 });
  const action = (state: ActionView['state'], kind = 'hide'): ActionView => ({
    id: 'action',
    itemId: 'a',
    messageId: null,
    targetId: 'm',
    kind,
    state,
    externalId: null,
    url: null,
    error: null,
    dueAt: '2026-11-21T10:00:00.000Z',
    schedule: null,
    template: null,
    createdAt: '2026-11-21T10:00:00.000Z',
    finishedAt: null,
  });
  const read = (given: Partial<MessageView>) => {
    items.putDetail(aDetail(item, [aMessage({ id: 'm', ...given })]));
    return items.content('a')?.messages[0]?.hidden;
  };
  expect(read({ hidden: false, action: action('queued') })).toBe(true);
  expect(read({ hidden: false, action: action('sending') })).toBe(true);
  expect(read({ hidden: false, action: action('failed') })).toBe(false);
  expect(read({ hidden: true, action: action('queued', 'unhide') })).toBe(false);
  expect(read({ hidden: true, action: action('done') })).toBe(true);
});
