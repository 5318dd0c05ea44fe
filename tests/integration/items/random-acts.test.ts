import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { database } from '#tests/support/owner-database.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { bulkAct } from '#lib/items/bulk/bulk-act.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { releaseItem } from '#lib/items/claims/release-item.ts';
import { reopenItem } from '#lib/items/reopen-item.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { snoozeItem } from '#lib/items/snooze-item.ts';
import { tagItem } from '#lib/items/tags/tag-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { wakeSnoozedItems } from '#lib/items/wake-snoozed-items.ts';
import { Refusal } from '#lib/refusal.ts';
import { aChannel, aMember, anItem, aWorkspace } from '#tests/support/factories.ts';

type Done = { undo: string | null };
const acts: Record<string, (caller: Caller, itemId: string, other: Caller) => Promise<unknown>> = {
  claim: (caller, itemId) => claimItem(caller, { itemId }),
  release: (caller, itemId) => releaseItem(caller, { itemId }),
  assign: (caller, itemId, other) =>
    assignItem(caller, { itemId, ownerId: other.memberId, contributorIds: [caller.memberId] }),
  resolve: (caller, itemId) => resolveItem(caller, { itemId }),
  reopen: (caller, itemId) => reopenItem(caller, { itemId }),
  snooze: (caller, itemId) => snoozeItem(caller, { itemId, until: new Date(Date.now() + 60_000) }),
  ignore: (caller, itemId) => ignoreItem(caller, { itemId }),
  tag: (caller, itemId) => tagItem(caller, { itemId, add: ['a', 'b'], remove: ['c'] }),
  note: (caller, itemId) => addNote(caller, { itemId, text: 'x' }),
  resolveMine: (caller) => bulkAct(caller, { act: 'resolve', filter: { assignee: 'me' } }),
  reopenAll: (caller) => bulkAct(caller, { act: 'reopen', filter: {} }),
  wake: () => wakeSnoozedItems(new Date(Date.now() + 120_000)),
  fold: () => database().prisma.$executeRaw`select fold_counters()`,
};

test('after random acts of many members at once, every counter matches a recount and every list its items', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const members = [admin, await aMember({ workspaceId, role: 'lead' }), await aMember({ workspaceId, role: 'admin' })];
  const channel = await aChannel({ workspaceId });
  const items = await Promise.all(Array.from({ length: 8 }, () => anItem({ workspaceId, channelId: channel.id })));
  const step = fc.record({
    act: fc.constantFrom(...Object.keys(acts)),
    item: fc.constantFrom(...items),
    caller: fc.constantFrom(...members),
    other: fc.constantFrom(...members),
    isUndone: fc.boolean(),
  });

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      await Promise.all(
        steps.map(async ({ act, item, caller, other, isUndone }) => {
          try {
            const done = await acts[act]?.(caller, item.id, other);
            if (isUndone && isDone(done) && done.undo) await undoAct(caller, { undo: done.undo });
          } catch (error) {
            // A lost race is a refusal; any other error, above all a deadlock, is a bug.
            if (!(error instanceof Refusal)) throw error;
          }
        }),
      );
      expect(await checkCounters(workspaceId)).toEqual([]);
      const strays = await database().prisma.$queryRaw<unknown[]>`
        SELECT i."id" FROM "item" i JOIN "item_tag" t ON t."itemId" = i."id" WHERE (t."status", t."lastActivityAt") <> (i."status", i."lastActivityAt")
        UNION ALL
        SELECT i."id" FROM "item" i JOIN "item_contributor" c ON c."itemId" = i."id" WHERE (c."status", c."lastActivityAt") <> (i."status", i."lastActivityAt")`;
      expect(strays).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 120_000);

const isDone = (value: unknown): value is Done => typeof value === 'object' && value !== null && 'undo' in value;
