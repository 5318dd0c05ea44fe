import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import type { ItemFilter } from '#lib/items/types.ts';
import { countViews } from '#lib/items/views/count-views.ts';
import { listViews } from '#lib/items/views/list-views.ts';
import { saveView } from '#lib/items/views/save-view.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { aChannel, aMember, anItem, aTag, aWorkspace } from '#tests/support/factories.ts';
import { makeConfidential } from '../access/hidden-world.ts';

/** Two channels with items of every sort, and views of them. */
async function aWorkspaceWithViews() {
  const { workspaceId, admin } = await aWorkspace();
  const channels = [await aChannel({ workspaceId }), await aChannel({ workspaceId })];
  const items = [];
  for (let n = 0; n < 24; n += 1) {
    items.push(
      await anItem({
        workspaceId,
        channelId: channels[n % 2]?.id ?? '',
        status: n % 3 === 0 ? 'resolved' : 'open',
        priority: n % 5,
        language: n % 4 === 0 ? 'fr' : 'en',
      }),
    );
  }
  const tag = await aTag({ workspaceId, itemId: items[1]?.id ?? '' });
  const filters: ItemFilter[] = [
    { status: ['open'] },
    { status: ['open'], priority: [3, 4] },
    { language: ['fr'] },
    { allTags: [tag.id] },
    { unread: true, status: ['open'] },
    { assignee: 'none', noTags: [tag.id] },
  ];
  const views = [];
  for (const [n, filter] of filters.entries()) {
    views.push(await saveView(admin, { name: `View ${n}`, filter, isShared: true }));
  }
  return { workspaceId, admin, channels, items, views };
}

async function expectCountsToMatchLists(caller: Caller): Promise<number[]> {
  const views = await listViews(caller);
  const counts = new Map(
    (await countViews(caller, { viewIds: views.map(({ id }) => id) })).map(({ id, items }) => [id, items]),
  );
  const listed: number[] = [];
  for (const { id, filter } of views) {
    const { items } = await listItems(caller, { filter, limit: 100 });
    expect(counts.get(id)).toBe(items.length);
    listed.push(items.length);
  }
  return listed;
}

test('the number beside a view is exact for everyone, and at once after a change', async () => {
  const { workspaceId, admin, channels, items } = await aWorkspaceWithViews();
  const few = await aMember({ workspaceId });
  await chooseChannels(admin, { memberId: few.memberId, channelIds: [channels[0]?.id ?? ''] });
  const all = await expectCountsToMatchLists(admin);
  const some = await expectCountsToMatchLists(few);
  expect(some[0]).toBeLessThan(all[0] ?? 0);
  const secret = await anItem({ workspaceId, channelId: channels[0]?.id ?? '', priority: 4 });
  await makeConfidential(secret.id, []);
  await expectCountsToMatchLists(few);
  expect((await expectCountsToMatchLists(admin))[1]).toBe((all[1] ?? 0) + 1);
  await resolveItem(admin, { itemId: secret.id });
  await resolveItem(admin, { itemId: items[1]?.id ?? '' });
  await expectCountsToMatchLists(admin);
  await expectCountsToMatchLists(few);
});

test("a colleague's private view, a stranger's and one that searches are not counted", async () => {
  const { workspaceId, admin } = await aWorkspaceWithViews();
  const colleague = await aMember({ workspaceId });
  const stranger = (await aWorkspace()).admin;
  const filter = { status: ['open' as const] };
  const mine = await saveView(admin, { name: 'Mine', filter });
  const theirs = await saveView(colleague, { name: 'Theirs', filter });
  const elsewhere = await saveView(stranger, { name: 'Elsewhere', filter, isShared: true });
  const search = await saveView(admin, { name: 'Parcels', filter: { q: 'parcel' } });
  const viewIds = [mine, theirs, elsewhere, search].map(({ id }) => id);
  expect((await countViews(admin, { viewIds })).map(({ id }) => id)).toEqual([mine.id]);
  const tooMany = Array.from({ length: 101 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
  await expect(countViews(admin, { viewIds: tooMany })).rejects.toMatchObject({ code: 'too_many' });
});

test('a lead puts a shared view first for a role, and nobody else can', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const lead = await aMember({ workspaceId, role: 'lead' });
  const manager = await aMember({ workspaceId });
  await saveView(admin, { name: 'All', filter: {}, isShared: true });
  const urgent = await saveView(lead, {
    name: 'Urgent',
    filter: { priority: [4] },
    isShared: true,
    firstFor: ['manager', 'manager'],
  });
  expect(urgent.firstFor).toEqual(['manager']);
  const names = async (caller: Caller) => (await listViews(caller)).map(({ name }) => name);
  expect(await names(manager)).toEqual(['Urgent', 'All']);
  expect(await names(lead)).toEqual(['All', 'Urgent']);
  const change = { viewId: urgent.id, name: 'Urgent', filter: {}, firstFor: ['client' as const] };
  await expect(saveView(manager, { ...change, isShared: true })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(saveView(lead, change)).rejects.toMatchObject({ code: 'invalid', values: { field: 'firstFor' } });
});
