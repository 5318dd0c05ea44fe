import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { compareRows } from '#components/inbox-state/items/compare-rows.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { listMergedItems } from '#lib/items/merged/list-merged-items.ts';
import { listPlaces } from '#lib/items/merged/list-places.ts';
import { type MergedFilter, type MergedPage, type MergedRow, mergedViews } from '#lib/items/merged/types.ts';
import { type ItemSort, itemKinds, itemSorts, itemStatuses } from '#lib/items/types.ts';
import { aSession } from '#tests/support/api-server.ts';
import { aWorkspace, anItem } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { fold, makeConfidential } from '../access/hidden-world.ts';
import { aPersonWithPlaces, aPlace } from './many-places.ts';

let person: { sessionId: string };
let world: Awaited<ReturnType<typeof aPersonWithPlaces>>;
beforeAll(async () => {
  // Many small workspaces beside a big one: few rows are read of each at first.
  world = await aPersonWithPlaces([40, 25, 60, 4, 0, 5, 2, 6, 3]);
  const [first] = world.places;
  if (!first) throw new Error('unreachable');
  person = { sessionId: await aSession(first) };
  // One is so busy that a whole page may be its own.
  const { channelId, contactId } = await database().prisma.item.findFirstOrThrow({
    where: { workspaceId: first.workspaceId },
  });
  for (let n = 1; n <= 9; n += 1) {
    const lastActivityAt = new Date(Date.now() + n * 60_000);
    await anItem({
      workspaceId: first.workspaceId,
      channelId,
      contactId,
      lastActivityAt,
      lastInboundAt: lastActivityAt,
    });
  }
  // Others' workspaces, with newer items than all of theirs.
  const { workspaceId } = await aWorkspace();
  await anItem({ workspaceId, lastActivityAt: new Date(Date.now() + 3_600_000) });
});

async function everyPage(given: {
  filter: MergedFilter;
  sort: ItemSort;
  limit: number;
  workspaces: string[] | null;
}): Promise<MergedRow[]> {
  const rows: MergedRow[] = [];
  for (let cursor: string | null = null; ;) {
    const page: MergedPage = await listMergedItems(person, { ...given, cursor });
    rows.push(...page.items);
    cursor = page.nextCursor;
    if (!cursor) return rows;
    expect(page.items).toHaveLength(given.limit);
  }
}

/** What each place's own list holds, as one list. */
async function union(filter: MergedFilter, sort: ItemSort, workspaces: string[] | null): Promise<MergedRow[]> {
  const rows: MergedRow[] = [];
  for (const place of world.places) {
    if (workspaces && !workspaces.includes(world.slugOf(place))) continue;
    const page = await listItems(place, { filter, sort, limit: 100 });
    expect(page.nextCursor).toBeNull();
    rows.push(...page.items.map((row) => ({ ...row, workspace: world.slugOf(place) })));
  }
  return rows.sort(compareRows(sort));
}

const filters = fc.record(
  {
    status: fc.uniqueArray(fc.constantFrom(...itemStatuses), { minLength: 1 }),
    assignee: fc.constantFrom('me', 'none'),
    kind: fc.constantFrom(...itemKinds),
    network: fc.constantFrom('bluesky', 'mastodon'),
    failed: fc.constant(true),
    scheduled: fc.constant(true),
    promised: fc.constant(true),
    unread: fc.constant(true),
    priority: fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
    from: fc.constantFrom('PT7H', 'P1D'),
  },
  { requiredKeys: [] },
);

/** A random filter leaves few rows; without one the busy workspace fills pages. */
const fullPages = itemSorts.flatMap((sort) =>
  ([7, 20] as const).map((limit): [object, ItemSort, 7 | 20, null] => [{}, sort, limit, null]),
);

test('pages of the merged list are the sorted union of what each workspace shows its member', async () => {
  const slugs = world.places.map(world.slugOf);
  await fc.assert(
    fc.asyncProperty(
      filters,
      fc.constantFrom(...itemSorts),
      fc.constantFrom(1, 3, 7, 20, 100),
      fc.option(fc.subarray(slugs, { minLength: 1 })),
      async (filter, sort, limit, workspaces) => {
        expect(await everyPage({ filter, sort, limit, workspaces })).toEqual(await union(filter, sort, workspaces));
      },
    ),
    { numRuns: 120, examples: fullPages },
  );
});

test('the numbers of each workspace are those that its member sees there', async () => {
  const now = new Date();
  for (const isFolded of [false, true]) {
    if (isFolded) await fold();
    const places = await listPlaces(person, { now, whole: true });
    expect(places.map(({ slug }) => slug).sort()).toEqual(world.places.map(world.slugOf).sort());
    for (const place of world.places) {
      const counts = places.find(({ workspaceId }) => workspaceId === place.workspaceId)?.counts;
      const { byView } = await getCounts(place);
      for (const view of mergedViews) expect([view, counts?.[view]]).toEqual([view, byView[view]]);
      const open = await listItems(place, { filter: { status: ['open'] }, limit: 100 });
      expect(counts?.unread).toBe(open.items.filter(({ isUnread }) => isUnread).length);
      expect(counts?.late).toBe(
        open.items.filter(({ lastInboundAt }) => Date.parse(lastInboundAt) < now.getTime() - 24 * 3_600_000).length,
      );
    }
  }
});

test('rows are read by their ids from any of the workspaces, and from no other', async () => {
  const [first, limited] = world.places;
  if (!first || !limited) throw new Error('unreachable');
  const stranger = await anItem({ workspaceId: (await aWorkspace()).workspaceId });
  const [own] = (await listItems(first, {})).items;
  const hidden = await database().prisma.item.findFirstOrThrow({
    where: { workspaceId: limited.workspaceId, channel: { network: 'mastodon' } },
  });
  const ids = [own?.id ?? '', stranger.id, hidden.id];
  const { items } = await listMergedItems(person, { itemIds: ids });
  expect(items.map(({ id, workspace }) => [id, workspace])).toEqual([[own?.id, world.slugOf(first)]]);
});

test('a filter that belongs to one workspace is refused', async () => {
  for (const filter of [
    { tag: 'x' },
    { team: first().memberId },
    { assignee: first().memberId },
    { channel: first().memberId },
  ]) {
    await expect(listMergedItems(person, { filter: filter as MergedFilter })).rejects.toMatchObject({
      code: 'of_one_workspace',
    });
  }
});

test('an item that becomes confidential, and a workspace that one has left, are gone with the next page', async () => {
  const own = await aWorkspace();
  const other = await aWorkspace();
  const place = await aPlace(other.workspaceId, own.admin, 'manager');
  const session = { sessionId: await aSession(own.admin) };
  const item = await anItem({ workspaceId: other.workspaceId });
  const second = await anItem({ workspaceId: other.workspaceId });
  const shown = async () => (await listMergedItems(session, {})).items.map(({ id }) => id).sort();
  expect(await shown()).toEqual([item.id, second.id].sort());

  await makeConfidential(item.id, [other.admin.memberId]);
  expect(await shown()).toEqual([second.id]);
  await claimItem(place, { itemId: second.id });
  expect((await listMergedItems(session, { filter: { assignee: 'me' } })).items.map(({ id }) => id)).toEqual([
    second.id,
  ]);

  await database().prisma.member.updateMany({ where: { id: place.memberId }, data: { removedAt: new Date() } });
  expect(await shown()).toEqual([]);
  expect((await listPlaces(session)).map(({ workspaceId }) => workspaceId)).toEqual([own.workspaceId]);
});

test('an ended session has no workspaces and no rows', async () => {
  const { admin, workspaceId } = await aWorkspace();
  await anItem({ workspaceId });
  const session = { sessionId: await aSession(admin) };
  expect((await listMergedItems(session, {})).items).toHaveLength(1);
  await database().prisma.session.updateMany({ where: { id: session.sessionId }, data: { revokedAt: new Date() } });
  expect((await listMergedItems(session, {})).items).toEqual([]);
  expect(await listPlaces(session)).toEqual([]);
});

test('a workspace whose organization requires a second factor shows nothing to a session without one', async () => {
  const own = await aWorkspace();
  const strict = await aWorkspace();
  await aPlace(strict.workspaceId, own.admin, 'admin');
  const [mine, theirs] = [
    await anItem({ workspaceId: own.workspaceId }),
    await anItem({ workspaceId: strict.workspaceId }),
  ];
  const session = { sessionId: await aSession(own.admin) };
  const { prisma } = database();
  const { organizationId } = await prisma.workspace.findUniqueOrThrow({ where: { id: strict.workspaceId } });
  await prisma.organizationSignIn.create({
    data: { organizationId, emailDomains: [], isSingleSignOnRequired: false, isSecondFactorRequired: true },
  });
  const shown = async () => (await listMergedItems(session, {})).items.map(({ id }) => id).sort();
  expect(await shown()).toEqual([mine.id]);
  expect((await listMergedItems(session, { itemIds: [theirs.id] })).items).toEqual([]);
  const places = await listPlaces(session);
  expect(
    places.map(({ workspaceId, lacksSecondFactor, counts }) => [workspaceId, lacksSecondFactor, counts?.open ?? null]),
  ).toEqual(
    expect.arrayContaining([
      [own.workspaceId, false, 1],
      [strict.workspaceId, true, null],
    ]),
  );
  await prisma.session.updateMany({ where: { id: session.sessionId }, data: { secondFactor: 'totp' } });
  expect(await shown()).toEqual([mine.id, theirs.id].sort());
});

function first() {
  const [place] = world.places;
  if (!place) throw new Error('unreachable');
  return place;
}
