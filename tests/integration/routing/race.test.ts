import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { routeItems } from '#lib/routing/route-items.ts';
import { anItem } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { aPersonHere, aRoutedWorkspace } from './here.ts';

const CAPACITY = 4;

async function aCrowd({ items, people }: { items: number; people: number }) {
  const { workspaceId, admin, channelId } = await aRoutedWorkspace({ capacity: CAPACITY });
  const members = await Promise.all(Array.from({ length: people }, (_, n) => aPersonHere(workspaceId, `Person ${n}`)));
  const made = await Promise.all(Array.from({ length: items }, () => anItem({ workspaceId, channelId })));
  return { workspaceId, admin, channelId, members, itemIds: made.map(({ id }) => id) };
}

async function loads(workspaceId: string) {
  const rows = await database().prisma.item.groupBy({
    by: ['ownerId'],
    where: { workspaceId, status: 'open', ownerId: { not: null } },
    _count: true,
  });
  return rows.map(({ _count }) => _count);
}

const timesRouted = (workspaceId: string) =>
  database().prisma.itemHistory.groupBy({ by: ['itemId'], where: { workspaceId, act: 'routed' }, _count: true });

test('ten workers at once give each item to one person, and nobody more than their capacity', async () => {
  const { workspaceId } = await aCrowd({ items: 60, people: 6 });
  const done = await Promise.all(Array.from({ length: 10 }, () => routeItems(workspaceId)));
  const last = await routeItems(workspaceId);
  expect(done.reduce((sum, { placed }) => sum + placed, last.placed)).toBe(6 * CAPACITY);
  expect(await loads(workspaceId)).toEqual(Array.from({ length: 6 }, () => CAPACITY));
  expect((await timesRouted(workspaceId)).every(({ _count }) => _count === 1)).toBe(true);
});

test('workers that run while people claim, resolve and leave give no item twice and none to who left', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ who: fc.nat(3), item: fc.nat(19), act: fc.constantFrom('claim', 'resolve', 'route') }), {
        minLength: 10,
        maxLength: 25,
      }),
      fc.nat(3),
      async (steps, leaver) => {
        const { workspaceId, admin, members, itemIds } = await aCrowd({ items: 20, people: 4 });
        const gone = members[leaver] ?? admin;
        const act = async ({ who, item, act: name }: (typeof steps)[number]) => {
          const member = members[who] ?? admin;
          const itemId = itemIds[item] ?? '';
          if (name === 'claim') return await claimItem(member, { itemId });
          return await (name === 'resolve' ? resolveItem(member, { itemId }) : routeItems(workspaceId));
        };
        // A claim may be lost and a leaver refused: what is stored afterwards counts.
        await Promise.allSettled([
          ...steps.map(act),
          removeMember(admin, { memberId: gone.memberId }),
          ...Array.from({ length: 4 }, () => routeItems(workspaceId)),
        ]);
        await routeItems(workspaceId);
        const { prisma } = database();
        const left = await prisma.item.count({ where: { workspaceId, status: 'open', ownerId: gone.memberId } });
        expect(left).toBe(0);
        // Each item was given again only after somebody had lost it.
        const entries = await prisma.itemHistory.findMany({
          where: { workspaceId, act: { in: ['routed', 'claimed', 'unrouted', 'released'] } },
          select: { itemId: true, act: true },
        });
        // What is resolved is taken from a leaver without an entry.
        const open = await prisma.item.findMany({ where: { workspaceId, status: 'open' } });
        for (const { id, ownerId } of open) {
          const acts = entries.filter(({ itemId }) => itemId === id).map(({ act: name }) => name);
          const given = acts.filter((name) => name === 'routed' || name === 'claimed').length;
          expect(given - (acts.length - given)).toBe(ownerId === null ? 0 : 1);
        }
        const waiting = await prisma.item.count({ where: { workspaceId, status: 'open', ownerId: null } });
        const held = await loads(workspaceId);
        // Whoever has room has it because nothing waits.
        if (waiting > 0) expect(held.filter((count) => count >= CAPACITY)).toHaveLength(3);
      },
    ),
    { numRuns: 8 },
  );
});
