import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { workspaceApi } from '#components/api/client.ts';
import { type Inbox, openInbox } from '#components/inbox-state/inbox.ts';
import { itemQuery } from '#components/inbox-state/items/use-item.ts';
import { LiveUpdates } from '#components/inbox-state/live/live-updates.ts';
import type { Workspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { aDetail, aMessage, aRow, deferred, fakeServer } from './support.ts';

const api = workspaceApi('aubry');
const workspace: Workspace = {
  slug: 'aubry',
  name: 'Maison Aubry',
  hue: 262,
  workspaces: [],
  archive: null,
  me: { memberId: 'me', name: 'Inès', email: 'ines@aubry.test', role: 'manager', seesAllChannels: true },
  allowedActs: [],
  api,
  can: () => true,
};

let inbox: Inbox;
let cache: QueryClient;
let updates: LiveUpdates;
beforeEach(() => {
  vi.useFakeTimers();
  cache = new QueryClient();
  inbox = openInbox(workspace, cache);
  updates = new LiveUpdates({ workspace, inbox, cache });
});
afterEach(() => {
  updates.stop();
  cache.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const changed = (...ids: string[]) => updates.receive({ kind: 'item', ids });

test('items that change within a moment are read in one call', async () => {
  const calls = fakeServer({
    'GET items': ({ query }) => ({
      items: query
        .get('id')
        ?.split(',')
        .map((id) => aRow({ id, version: 2, preview: 'Merci !' })),
      nextCursor: null,
    }),
  });
  changed('a', 'b');
  changed('b', 'c');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(calls).toEqual(['GET items?id=a%2Cb%2Cc']);
  expect(inbox.items.row('c')?.preview).toBe('Merci !');
});

test('changed items are read again when the connection failed, because no event repeats them', async () => {
  let isOnline = false;
  vi.stubGlobal('fetch', async () => {
    if (!isOnline) throw new TypeError('Failed to fetch');
    return Response.json({ items: [aRow({ id: 'a' })], nextCursor: null });
  });
  changed('a');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(inbox.items.row('a')).toBeUndefined();
  isOnline = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(inbox.items.row('a')).toBeDefined();
});

test('after a reset of the stream, every list is read again', async () => {
  const list = inbox.items.list({ filter: {}, sort: 'newest' }, { items: [], nextCursor: null });
  fakeServer({ 'GET items': () => ({ items: [aRow({ id: 'a' })], nextCursor: null }) });
  updates.receive({ kind: 'reset' });
  await vi.advanceTimersByTimeAsync(0);
  expect(list.state.get().ids).toEqual(['a']);
});

test('the first time the stream is open, the page is read again once', async () => {
  inbox.items.list({ filter: {}, sort: 'newest' }, { items: [], nextCursor: null });
  const calls = fakeServer({ 'GET items': () => ({ items: [], nextCursor: null }) });
  updates.ready();
  updates.ready();
  await vi.advanceTimersByTimeAsync(0);
  expect(calls).toHaveLength(1);
});

test('a change of the workspace makes people, teams, tags and views be read again', () => {
  const keys = ['members', 'receivers', 'teams', 'tags', 'views'];
  for (const key of keys) cache.setQueryData([key], {});
  cache.setQueryData(['receivers', 'a'], {});
  updates.receive({ kind: 'workspace', ids: [] });
  const isStale = (...key: string[]) => cache.getQueryState(key)?.isInvalidated;
  expect(keys.filter((key) => !isStale(key))).toEqual([]);
  expect(isStale('receivers', 'a')).toBe(true);
});

test('a member does not see herself among those who look at an item', () => {
  updates.receive({ kind: 'presence', itemId: 'a', member: { id: 'me', name: 'Inès' }, state: 'looking' });
  updates.receive({ kind: 'presence', itemId: 'a', member: { id: 'other', name: 'Paul' }, state: 'writing' });
  expect(inbox.presence.get('a')).toMatchObject([{ member: { id: 'other' }, isWriting: true }]);
});

test('reading an item puts its row and its messages into the item store, and only its version into the query cache', async () => {
  const detail = aDetail(aRow({ id: 'a', version: 4 }), [aMessage({ id: 'm1' })]);
  fakeServer({ 'GET items/a': () => detail });
  await cache.prefetchQuery(itemQuery(api, inbox, 'a'));
  expect(cache.getQueryData(['item', 'a'])).toBe(4);
  expect(inbox.items.row('a')?.version).toBe(4);
  expect(inbox.items.content('a')?.messages).toHaveLength(1);
});

test('a read that an event has made stale does not replace the read that followed it', async () => {
  const row = aRow({ id: 'a' });
  const early = deferred<unknown>();
  const answers = [early.promise, Promise.resolve(aDetail(row, [aMessage({ id: 'm1', hidden: true })]))];
  fakeServer({ 'GET items/a': () => answers.shift() });
  const query = itemQuery(api, inbox, 'a');
  const first = query.queryFn();
  await query.queryFn();
  early.resolve(aDetail(row, [aMessage({ id: 'm1' })]));
  await first;
  expect(inbox.items.content('a')?.messages[0]?.hidden).toBe(true);
});
