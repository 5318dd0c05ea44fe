import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { database } from '#tests/support/owner-database.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import {
  type ItemFilter,
  itemKinds,
  type ItemPage,
  type ItemRow,
  type ItemSort,
  itemSorts,
  itemStatuses,
} from '#lib/items/types.ts';
import { countViews } from '#lib/items/views/count-views.ts';
import { deleteView } from '#lib/items/views/delete-view.ts';
import { saveView } from '#lib/items/views/save-view.ts';
import { aChannel, aContact, aMember, anItem, aTag, aWorkspace } from '#tests/support/factories.ts';

const HOUR = 3_600_000;
const begun = Date.now();

/** A workspace with items of every kind that lists distinguish, many of them with equal times. */
async function aBusyWorkspace() {
  const { workspaceId, admin } = await aWorkspace();
  const members = [admin, await aMember({ workspaceId }), await aMember({ workspaceId })];
  const channels = [await aChannel({ workspaceId }), await aChannel({ workspaceId, network: 'mastodon' })];
  const contacts = [await aContact({ workspaceId }), await aContact({ workspaceId, network: 'mastodon' })];
  const tags = [
    await aTag({ workspaceId, name: 'delivery' }),
    await aTag({ workspaceId, name: 'praise' }),
    await aTag({ workspaceId, name: 'gift' }),
  ];
  const { prisma } = database();
  /** Who has read which item to its end. */
  const read = new Set<string>();
  const of = <T>(list: readonly T[], n: number) => list[n % list.length];
  for (let n = 0; n < 240; n += 1) {
    const item = await anItem({
      workspaceId,
      channelId: of(channels, n)?.id ?? '',
      contactId: of(contacts, n)?.id ?? '',
      status: of(itemStatuses, n * 7) ?? 'open',
      kind: of(itemKinds, n * 3) ?? 'comment',
      ownerId: n % 3 === 0 ? null : (of(members, n)?.memberId ?? null),
      priority: n % 5,
      sendFailed: n % 17 === 0,
      replyDeadline: n % 4 === 0 ? new Date(begun + (n % 12) * HOUR - HOUR) : null,
      language: of(['fr', 'en', 'pt-BR', null], n * 5) ?? null,
      rating: n % 4 === 3 ? (n % 5) + 1 : null,
      lastActivityAt: new Date(begun - (n % 40) * HOUR),
    });
    const { id: itemId, status, lastActivityAt } = item;
    for (const [place, tag] of tags.entries()) {
      if (n % (place + 4) !== 0) continue;
      await prisma.itemTag.create({ data: { workspaceId, itemId, tagId: tag.id, status, lastActivityAt } });
    }
    for (const [place, { memberId }] of members.entries()) {
      if (n % (place + 2) !== 0) continue;
      const isWhole = n % 7 !== 0;
      const readAt = new Date(lastActivityAt.getTime() - (isWhole ? 0 : 1));
      await prisma.itemRead.create({ data: { workspaceId, memberId, itemId, readAt } });
      if (isWhole) read.add(`${memberId} ${itemId}`);
    }
    if (n % 7 === 0) {
      const memberId = of(members, n / 7)?.memberId ?? '';
      const doneAt = n % 4 === 0 ? new Date(begun) : null;
      await prisma.itemContributor.create({ data: { workspaceId, itemId, memberId, status, lastActivityAt, doneAt } });
    }
    if (item.ownerId && n % 5 === 0) {
      await prisma.item.update({
        where: { workspaceId_id: { workspaceId, id: itemId } },
        data: { ownerDoneAt: new Date(begun) },
      });
    }
  }
  return { workspaceId, admin, members, channels, contacts, tags, read };
}

let busy: Awaited<ReturnType<typeof aBusyWorkspace>>;
let all: ItemRow[];
beforeAll(async () => {
  busy = await aBusyWorkspace();
  all = await everyPage(busy.admin, {}, 'newest', 100);
});

async function everyPage(caller: Caller, filter: ItemFilter, sort: ItemSort, limit: number): Promise<ItemRow[]> {
  const rows: ItemRow[] = [];
  for (let cursor: string | null = null; ;) {
    const page: ItemPage = await listItems(caller, { filter, sort, cursor, limit });
    rows.push(...page.items);
    cursor = page.nextCursor;
    if (!cursor) return rows;
    expect(page.items).toHaveLength(limit);
  }
}

/** The moments that the filters name; the durations end between two hours. */
const moments: Record<string, number> = {
  PT12H: begun - 12 * HOUR + HOUR / 2,
  P1D: begun - 24 * HOUR + HOUR / 2,
  [new Date(begun - 5 * HOUR).toISOString()]: begun - 5 * HOUR,
  [new Date(begun - 30 * HOUR).toISOString()]: begun - 30 * HOUR,
};

const momentOf = (name: string) => moments[name] ?? Number.NaN;

/** A simple model of filter and order over all rows. */
function expected(caller: Caller, filter: ItemFilter, sort: ItemSort): string[] {
  const assignee = filter.assignee === 'me' ? caller.memberId : filter.assignee;
  const isAmong = <T>(values: T[] | undefined, value: T | null) =>
    !values?.length || (value !== null && values.includes(value));
  const has = (row: ItemRow) => (tag: string) => row.tags.some(({ id, name }) => id === tag || name === tag);
  const at = (row: ItemRow) => Date.parse(row.lastActivityAt);
  const matches = (row: ItemRow) =>
    (!filter.unread || !busy.read.has(`${caller.memberId} ${row.id}`)) &&
    isAmong(filter.priority, row.priority) &&
    isAmong(filter.language, row.language) &&
    isAmong(filter.rating, row.rating) &&
    (!filter.from || at(row) >= momentOf(filter.from)) &&
    (!filter.until || at(row) < momentOf(filter.until)) &&
    (filter.allTags ?? []).every(has(row)) &&
    (!filter.anyTags?.length || filter.anyTags.some(has(row))) &&
    !(filter.noTags ?? []).some(has(row)) &&
    (!filter.status || filter.status.includes(row.status)) &&
    (!assignee || (assignee === 'none' ? row.owner === null : isInQueueOf(row, assignee))) &&
    (!filter.network || row.network === filter.network) &&
    (!filter.kind || row.kind === filter.kind) &&
    (!filter.channel || row.channelId === filter.channel) &&
    (!filter.contact || row.contact.id === filter.contact) &&
    (!filter.tag || row.tags.some(({ id, name }) => id === filter.tag || name === filter.tag)) &&
    (!filter.failed || row.sendFailed) &&
    (!filter.expiring || isExpiring(row));
  const key = (row: ItemRow): (string | number)[] =>
    ({
      newest: [row.lastActivityAt, row.id],
      oldest: [row.lastActivityAt, row.id],
      priority: [row.priority, row.lastActivityAt, row.id],
      expiring: row.replyDeadline ? [0, row.replyDeadline, row.id] : [1, row.lastActivityAt, row.id],
      promised: row.promiseDueAt ? [0, row.promiseDueAt, row.id] : [1, row.lastActivityAt, row.id],
    })[sort];
  const sign = sort === 'newest' || sort === 'priority' ? -1 : 1;
  return all
    .filter(matches)
    .sort((a, b) => sign * compare(key(a), key(b)))
    .map(({ id }) => id);
}

/** An owner who is done waits for the others; who has a part has the item until that is done. */
function isInQueueOf({ owner, ownerDoneAt, contributors }: ItemRow, memberId: string): boolean {
  const open = contributors.filter(({ doneAt }) => doneAt === null);
  if (owner?.id === memberId) return ownerDoneAt === null || open.length === 0;
  return open.some(({ id }) => id === memberId);
}

const isExpiring = ({ replyDeadline }: ItemRow) =>
  replyDeadline !== null &&
  Date.parse(replyDeadline) > Date.now() &&
  Date.parse(replyDeadline) <= Date.now() + 4 * HOUR;

function compare(a: (string | number)[], b: (string | number)[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  const [left, right] = [a[at], b[at]];
  return at < 0 || left === undefined || right === undefined ? 0 : left < right ? -1 : 1;
}

function moreFilters(tagIds: string[]) {
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const some = <T>(...values: T[]) => maybe(fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 }));
  const tags = ['praise', 'unheard of', ...tagIds] as const;
  return {
    unread: maybe(fc.boolean()),
    priority: some(0, 1, 2, 3, 4),
    language: some('fr', 'en', 'pt-BR', 'de'),
    rating: some(1, 2, 3, 4, 5),
    from: maybe(fc.constantFrom(...Object.keys(moments))),
    until: maybe(fc.constantFrom(...Object.keys(moments))),
    allTags: some(...tags),
    anyTags: some(...tags),
    noTags: some(...tags),
  };
}

test('every filter in every order returns each matching item once, whatever the page size', async () => {
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const { members, channels, contacts, tags } = busy;
  const filters = fc.record(
    {
      status: maybe(fc.uniqueArray(fc.constantFrom(...itemStatuses), { minLength: 1 })),
      assignee: maybe(fc.constantFrom('me', 'none', ...members.map(({ memberId }) => memberId))),
      network: maybe(fc.constantFrom('bluesky', 'mastodon', 'nowhere')),
      kind: maybe(fc.constantFrom(...itemKinds)),
      channel: maybe(fc.constantFrom(...channels.map(({ id }) => id))),
      contact: maybe(fc.constantFrom(...contacts.map(({ id }) => id))),
      tag: maybe(fc.constantFrom('delivery', 'unheard of', ...tags.map(({ id }) => id))),
      failed: maybe(fc.boolean()),
      expiring: maybe(fc.boolean()),
      ...moreFilters(tags.map(({ id }) => id)),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(
      filters,
      fc.constantFrom(...itemSorts),
      fc.constantFrom(7, 50, 100),
      fc.constantFrom(...members),
      async (given, sort, limit, caller) => {
        const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
        const rows = await everyPage(caller, filter, sort, limit);
        expect(rows.map(({ id }) => id)).toEqual(expected(caller, filter, sort));
        expect((await getCounts(caller, { filter })).matching).toBe(rows.length);
      },
    ),
    { numRuns: 150 },
  );
}, 120_000);

test('each of the newer filters returns each matching item once, alone and with one other', async () => {
  const { members, tags } = busy;
  const filters = fc
    .record(moreFilters(tags.map(({ id }) => id)), { requiredKeys: [] })
    .map((given) => Object.entries(given))
    .chain((entries) => fc.subarray(entries, { maxLength: Math.min(2, entries.length) }));
  await fc.assert(
    fc.asyncProperty(
      filters,
      fc.constantFrom(...itemSorts),
      fc.constantFrom(...members),
      async (given, sort, caller) => {
        const filter: ItemFilter = Object.fromEntries(given.filter(([, value]) => value !== undefined));
        const rows = await everyPage(caller, filter, sort, 50);
        expect(rows.map(({ id }) => id)).toEqual(expected(caller, filter, sort));
        expect((await getCounts(caller, { filter })).matching).toBe(rows.length);
      },
    ),
    { numRuns: 100 },
  );
}, 120_000);

test('the numbers of many views are those of their lists, counted together', async () => {
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const { members, channels, tags } = busy;
  const filters = fc.record(
    {
      status: maybe(fc.constantFrom(['open' as const], ['open' as const, 'waiting' as const], ['snoozed' as const])),
      assignee: maybe(fc.constantFrom('me', 'none', ...members.map(({ memberId }) => memberId))),
      network: maybe(fc.constantFrom('bluesky', 'mastodon', 'nowhere')),
      kind: maybe(fc.constantFrom(...itemKinds)),
      channel: maybe(fc.constantFrom(...channels.map(({ id }) => id))),
      tag: maybe(fc.constantFrom('delivery', 'unheard of')),
      expiring: maybe(fc.boolean()),
      ...moreFilters(tags.map(({ id }) => id)),
    },
    { requiredKeys: [] },
  );
  const few = filters
    .map((given) => Object.entries(given))
    .chain((entries) => fc.subarray(entries, { maxLength: Math.min(4, entries.length) }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(few, { minLength: 3, maxLength: 40 }),
      fc.constantFrom(...members),
      async (given, caller) => {
        const views = new Map<string, number>();
        for (const [n, entries] of given.entries()) {
          const filter: ItemFilter = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
          const { id } = await saveView(caller, { name: `View ${n}`, filter: { status: ['open'], ...filter } });
          views.set(id, expected(caller, { status: ['open'], ...filter }, 'newest').length);
        }
        const counts = await countViews(caller, { viewIds: [...views.keys()] }).finally(async () => {
          for (const viewId of views.keys()) await deleteView(caller, { viewId });
        });
        expect(new Map(counts.map(({ id, items }) => [id, items]))).toEqual(views);
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

test('a member who pages while others work sees every unchanged item once', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const channel = await aChannel({ workspaceId });
  const items = [];
  for (let n = 0; n < 60; n += 1) {
    items.push(await anItem({ workspaceId, channelId: channel.id, lastActivityAt: new Date(begun - n * 1000) }));
  }
  const seen: string[] = [];
  for (let cursor: string | null = null, page = 0; ; page += 1) {
    const answer: ItemPage = await listItems(admin, { filter: { status: ['open'] }, cursor, limit: 7 });
    seen.push(...answer.items.map(({ id }) => id));
    cursor = answer.nextCursor;
    if (!cursor) break;
    // One item arrives at the top, one already seen disappears, and so does one still to come.
    await anItem({ workspaceId, channelId: channel.id });
    await resolveItem(admin, { itemId: items[page]?.id ?? '' });
    await resolveItem(admin, { itemId: items[59 - page]?.id ?? '' });
  }
  expect(new Set(seen).size).toBe(seen.length);
  const stayed = await listItems(admin, { filter: { status: ['open'] }, limit: 100 });
  const original = new Set(items.map(({ id }) => id));
  for (const { id } of stayed.items) if (original.has(id)) expect(seen).toContain(id);
});

test('a cursor works only for the list that it came from', async () => {
  const { admin } = busy;
  const { nextCursor } = await listItems(admin, { limit: 5 });
  const cursor = nextCursor ?? '';
  const tampered = Buffer.from(JSON.stringify(['x', ['2026-01-01', 'y']])).toString('base64url');
  const wrong = { code: 'invalid', values: { field: 'cursor' } };
  await expect(listItems(admin, { cursor, filter: { kind: 'review' } })).rejects.toMatchObject(wrong);
  await expect(listItems(admin, { cursor, sort: 'oldest' })).rejects.toMatchObject(wrong);
  for (const bad of ['', 'null', '%%%', cursor.slice(2), tampered, Buffer.from('{}').toString('base64url')]) {
    if (bad) await expect(listItems(admin, { cursor: bad })).rejects.toMatchObject(wrong);
  }
});

test('an unknown filter is refused by its name', async () => {
  const { admin } = busy;
  const refused = async (input: object, field: string) =>
    await expect(listItems(admin, input)).rejects.toMatchObject({ code: 'invalid', values: { field } });
  await refused({ filter: { assignee: 'someone' } }, 'assignee');
  await refused({ filter: { channel: "1' or '1'='1" } }, 'channel');
  await refused({ filter: { status: ['closed'] } }, 'status');
  await refused({ filter: { q: 'a\u0000b' } }, 'q');
  await refused({ filter: { priority: [5] } }, 'priority');
  await refused({ filter: { from: 'yesterday' } }, 'from');
  await refused({ filter: { until: '2026-13-01T00:00:00Z' } }, 'until');
  await refused({ filter: { anyTags: Array.from({ length: 11 }, (_, n) => `tag ${n}`) } }, 'anyTags');
  await refused({ filter: { q: 'parcel', language: ['fr'] } }, 'language');
  await refused({ sort: 'random' }, 'sort');
  for (const limit of [0, 101, 1.5, Number.NaN]) await refused({ limit }, 'limit');
});

test('the counts beside the views match what the views contain', async () => {
  const { admin, members } = busy;
  for (const caller of members) {
    const { byStatus, byView, byKind, byChannel } = await getCounts(caller);
    const count = (matches: (row: ItemRow) => boolean) => all.filter(matches).length;
    const isHers = (row: ItemRow) => isInQueueOf(row, caller.memberId);
    for (const status of itemStatuses) expect(byStatus[status]).toBe(count((row) => row.status === status));
    expect(byView).toEqual({
      open: byStatus.open,
      mine: count((row) => row.status === 'open' && isHers(row)),
      unassigned: count((row) => row.status === 'open' && row.owner === null),
      waiting: byStatus.waiting,
      snoozed: byStatus.snoozed,
      resolved: byStatus.resolved,
      failed: count((row) => row.sendFailed),
      expiring: count((row) => row.status === 'open' && isExpiring(row)),
      approval: 0,
      scheduled: 0,
      promised: 0,
    });
    expect(byKind.review).toBe(count((row) => row.status === 'open' && row.kind === 'review'));
    const channelId = busy.channels[0]?.id ?? '';
    expect(byChannel[channelId]).toBe(count((row) => row.status === 'open' && row.channelId === channelId));
  }
  const before = await getCounts(admin);
  await database().prisma.$executeRaw`select fold_counters()`;
  expect(await getCounts(admin)).toEqual(before);
});
