import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { database } from '#tests/support/owner-database.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { getTeam } from '#lib/items/team/get-team.ts';
import { listReceivers } from '#lib/items/team/list-receivers.ts';
import { listWorkspaces } from '#lib/workspaces/list-workspaces.ts';
import { type ItemFilter, itemKinds, itemStatuses } from '#lib/items/types.ts';
import { aChannel, aMember, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';
import { aMemberOf, fold, makeConfidential } from './hidden-world.ts';

type World = Awaited<ReturnType<typeof aWorld>>;
type Row = {
  id: string;
  status: string;
  kind: string;
  channelId: string;
  ownerId: string | null;
  confidentialTo: string[] | null;
};

async function aWorld() {
  const { workspaceId, admin } = await aWorkspace();
  const channels = await Promise.all(Array.from({ length: 4 }, () => aChannel({ workspaceId })));
  const [a = '', b = '', c = '', d = ''] = channels.map(({ id }) => id);
  const members = {
    admin,
    lead: await aMember({ workspaceId, role: 'lead' }),
    leadOfTwo: await aMemberOf(workspaceId, [a, b], { role: 'lead' }),
    manager: await aMember({ workspaceId }),
    managerOfTwo: await aMemberOf(workspaceId, [b, c]),
    client: await aMemberOf(workspaceId, [d], { role: 'client' }),
    nobody: await aMemberOf(workspaceId, []),
  };
  const sees: Record<string, string[]> = { leadOfTwo: [a, b], managerOfTwo: [b, c], client: [d], nobody: [] };
  const mayOpen = (name: string, row: Row) => {
    const who = members[name as keyof typeof members];
    const isTrusted = who.role === 'admin' || who.role === 'lead';
    return (
      (sees[name]?.includes(row.channelId) ?? true) &&
      (isTrusted || row.confidentialTo === null || row.confidentialTo.includes(who.memberId))
    );
  };
  return { workspaceId, channelIds: [a, b, c, d], members, mayOpen };
}

/** Compares every number and list of a member with what the rows say, read as the database's owner. */
async function compare(world: World, name: string, caller: Caller, filters: ItemFilter[]): Promise<void> {
  const all = await database().prisma.$queryRaw<Row[]>`
    SELECT "id"::text, "status"::text, "kind"::text, "channelId"::text, "ownerId"::text, "confidentialTo"::text[]
    FROM "item" WHERE "workspaceId" = ${world.workspaceId}::uuid`;
  const mine = all.filter((row) => world.mayOpen(name, row));
  const open = mine.filter(({ status }) => status === 'open');
  const count = <Key extends string>(keys: readonly Key[], rows: Row[], of: (row: Row) => string) =>
    Object.fromEntries(keys.map((key) => [key, rows.filter((row) => of(row) === key).length]));

  const counts = await getCounts(caller);
  expect(counts).toMatchObject({
    byStatus: count(itemStatuses, mine, ({ status }) => status),
    byKind: count(itemKinds, open, ({ kind }) => kind),
    byView: {
      mine: open.filter(({ ownerId }) => ownerId === caller.memberId).length,
      unassigned: open.filter(({ ownerId }) => ownerId === null).length,
    },
  });
  const byChannel = count(world.channelIds, open, ({ channelId }) => channelId);
  expect(counts.byChannel).toEqual(Object.fromEntries(Object.entries(byChannel).filter(([, n]) => n > 0)));
  const { items } = await listItems(caller, { limit: 100 });
  expect(items.map(({ id }) => id).sort()).toEqual(mine.map(({ id }) => id).sort());
  const found = await listItems(caller, { filter: { q: 'bonjour' }, limit: 100 });
  expect(found.items.map(({ id }) => id).sort()).toEqual(mine.map(({ id }) => id).sort());
  for (const filter of filters) {
    const { matching } = await getCounts(caller, { filter });
    expect(matching).toBe((await listItems(caller, { filter, limit: 100 })).items.length);
  }
  await compareHolders(caller, mine);
  const here = (await listWorkspaces(caller.userId)).find(({ id }) => id === world.workspaceId);
  expect(here?.openItems).toBe(open.length);
}

/** What others hold, as the member sees it: beside the people to whom items are given, and on a lead's page of the team. */
async function compareHolders(caller: Caller, mine: readonly Row[]): Promise<void> {
  const held = (id: string | null, status: string) =>
    mine.filter((row) => row.ownerId === id && row.status === status).length;
  if (caller.role === 'client') return;
  const receivers = await listReceivers(caller, {});
  expect(receivers.map(({ open }) => open)).toEqual(receivers.map(({ id }) => held(id, 'open')));
  if (caller.role !== 'admin' && caller.role !== 'lead') return;
  const { members, unassigned } = await getTeam(caller);
  expect(members.map(({ open, waiting, snoozed }) => [open, waiting, snoozed])).toEqual(
    members.map(({ id }) => [held(id, 'open'), held(id, 'waiting'), held(id, 'snoozed')]),
  );
  expect(unassigned).toBe(held(null, 'open'));
}

test("every member's numbers, lists and search are exactly the items that the member may see", async () => {
  const world = await aWorld();
  const { workspaceId, channelIds, members } = world;
  const memberIds = Object.values(members).map(({ memberId }) => memberId);
  const anyItem = fc.record({
    channelId: fc.constantFrom(...channelIds),
    status: fc.constantFrom(...itemStatuses),
    kind: fc.constantFrom(...itemKinds),
    ownerId: fc.option(fc.constantFrom(...memberIds)),
    sendFailed: fc.boolean(),
    named: fc.option(fc.subarray(memberIds, { maxLength: 2 })),
    isFoldedNext: fc.boolean(),
  });
  const filters: ItemFilter[] = [
    { status: ['open', 'waiting'] },
    { kind: 'review' },
    { failed: true },
    { assignee: 'none', status: ['open'] },
    { network: 'bluesky' },
    ...channelIds.map((channel) => ({ channel })),
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(anyItem, { minLength: 3, maxLength: 8 }), async (wanted) => {
      for (const { named, isFoldedNext, ...given } of wanted) {
        const item = await anItem({ workspaceId, ...given });
        await aMessage({ workspaceId, itemId: item.id, text: 'Bonjour' });
        if (named) await makeConfidential(item.id, named);
        if (isFoldedNext) await fold();
      }
      for (const [name, caller] of Object.entries(members)) await compare(world, name, caller, filters);
      expect(await checkCounters(workspaceId)).toEqual([]);
    }),
    { numRuns: 4, seed: 11 },
  );
}, 120_000);
