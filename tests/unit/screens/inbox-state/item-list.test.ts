import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Listing, workspaceApi } from '#components/api/client.ts';
import { compareRows } from '#components/inbox-state/items/compare-rows.ts';
import { ItemStore } from '#components/inbox-state/items/item-store.ts';
import { type ItemPage, type ItemSort, itemSorts } from '#lib/items/types.ts';
import { aRow, deferred, fakeServer } from './support.ts';

const at = (hour: number) => `2026-11-21T${String(hour).padStart(2, '0')}:00:00.000Z`;
const item = (id: string, hour: number) => aRow({ id, lastActivityAt: at(hour) });
const listing = (sort: ItemSort): Listing => ({ filter: { status: ['open'] }, sort });

let items: ItemStore;
beforeEach(() => {
  items = new ItemStore(workspaceApi('aubry'), () => 'me');
});
afterEach(() => vi.unstubAllGlobals());

function listOf(sort: ItemSort, page: Partial<ItemPage> = {}) {
  return items.list(listing(sort), { items: [item('b', 11), item('c', 12)], nextCursor: null, ...page });
}

describe.each(itemSorts)('new items in a list sorted by %s', (sort) => {
  test('an item that arrives after the list was read waits behind the bar and moves nothing', () => {
    const list = listOf(sort);
    items.putChangedRows([item('a', 1)]);
    expect([...list.state.get().waiting]).toEqual(['a']);
    expect(list.state.get().ids).toEqual(['b', 'c']);
  });

  test('an item that arrives while the list is being read waits behind the bar', async () => {
    const list = listOf(sort);
    const page = deferred<ItemPage>();
    fakeServer({ 'GET items': () => page.promise });
    const read = list.refresh();
    items.putChangedRows([item('a', 1)]);
    // The server made this page before the item was there.
    page.resolve({ items: [item('b', 11), item('c', 12)], nextCursor: null });
    await read;
    expect([...list.state.get().waiting]).toEqual(['a']);
  });
});

test('a backdated item stands above the first row of the oldest-first list once its bar was clicked', async () => {
  const list = listOf('oldest');
  items.putChangedRows([item('a', 1)]);
  fakeServer({ 'GET items': () => ({ items: [item('a', 1), item('b', 11), item('c', 12)], nextCursor: null }) });
  await list.refresh();
  expect(list.state.get()).toMatchObject({ ids: ['a', 'b', 'c'], waiting: new Set() });
});

test('an item that the page being read already shows does not wait', async () => {
  const list = listOf('oldest');
  const page = deferred<ItemPage>();
  fakeServer({ 'GET items': () => page.promise });
  const read = list.refresh();
  items.putChangedRows([item('a', 1)]);
  page.resolve({ items: [item('a', 1), item('b', 11)], nextCursor: null });
  await read;
  expect(list.state.get()).toMatchObject({ ids: ['a', 'b'], waiting: new Set() });
});

test('items that arrive in an empty list are shown at once, in the order of the list', () => {
  const list = listOf('oldest', { items: [] });
  items.putChangedRows([item('b', 11), item('a', 1)]);
  expect(list.state.get()).toMatchObject({ ids: ['a', 'b'], waiting: new Set() });
});

test('an item that arrives while an empty list is being read is shown when the empty page arrives', async () => {
  const list = listOf('newest', { items: [] });
  items.putRows([item('x', 9)]);
  const page = deferred<ItemPage>();
  fakeServer({ 'GET items': () => page.promise });
  const read = list.refresh();
  items.putChangedRows([item('a', 1)]);
  page.resolve({ items: [], nextCursor: null });
  await read;
  expect(list.state.get().ids).toEqual(['a']);
});

test('waiting rows come on top, the newest first', () => {
  const list = listOf('newest');
  items.putChangedRows([item('d', 13), item('e', 14)]);
  list.showWaiting();
  expect(list.state.get()).toMatchObject({ ids: ['e', 'd', 'b', 'c'], waiting: new Set() });
});

test('an item no longer waits when its page was loaded', async () => {
  const list = listOf('oldest', { nextCursor: 'cursor' });
  items.putChangedRows([item('z', 20), item('a', 1)]);
  fakeServer({ 'GET items': () => ({ items: [item('z', 20)], nextCursor: null }) });
  await list.loadMore();
  expect(list.state.get().ids).toEqual(['b', 'c', 'z']);
  expect([...list.state.get().waiting]).toEqual(['a']);
});

test('items that do not match the list, and items of a search, are not announced', () => {
  const list = listOf('newest');
  const search = items.list({ filter: { q: 'livraison' }, sort: 'newest' }, { items: [], nextCursor: null });
  items.putChangedRows([aRow({ id: 'a', status: 'resolved' })]);
  expect([...list.state.get().waiting]).toEqual([]);
  expect(search.state.get().ids).toEqual([]);
});

test('a failed read keeps the rows and shows the error', async () => {
  const list = listOf('newest');
  fakeServer({ 'GET items': () => Promise.reject({ code: 'throttled' }) });
  await list.refresh();
  expect(list.state.get()).toMatchObject({ ids: ['b', 'c'], phase: 'ready', error: { code: 'throttled' } });
});

test.each([
  ['newest', ['late', 'urgent', 'early', 'soon']],
  ['oldest', ['soon', 'early', 'urgent', 'late']],
  ['priority', ['urgent', 'late', 'early', 'soon']],
  ['expiring', ['urgent', 'soon', 'early', 'late']],
] as const)('the order %s is the server’s', (sort, order) => {
  const rows = [
    aRow({ id: 'early', lastActivityAt: at(2) }),
    aRow({ id: 'late', lastActivityAt: at(9) }),
    aRow({ id: 'urgent', lastActivityAt: at(5), priority: 1, replyDeadline: at(20) }),
    aRow({ id: 'soon', lastActivityAt: at(1), replyDeadline: at(21) }),
  ];
  expect(rows.toSorted(compareRows(sort)).map(({ id }) => id)).toEqual(order);
});
