import fc from 'fast-check';
import { expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import type { ItemPage } from '#lib/items/types.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import type { InboundEvent, InboundMessage } from '#lib/networks/contract.ts';
import { networks } from '#lib/networks/registry.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';
import { hostileCursor, hostileEvent } from '#tests/support/hostile-events.ts';

const RUNS = 300;

function aGoodMessage(id: string): InboundMessage {
  return {
    type: 'message',
    externalId: id,
    kind: 'mention',
    threadExternalId: id,
    direction: 'inbound',
    author: { externalId: 'lea', handle: 'lea', name: 'Léa' },
    text: 'Bonjour',
    createdAt: new Date(),
  };
}

test(
  'any batch of events is stored or recorded as rejected, and the next batch works',
  { timeout: 300_000 },
  async () => {
    const { workspaceId, admin } = await aWorkspace();
    const channels = await Promise.all(networks.map((network) => aChannel({ workspaceId, network })));
    const { prisma } = database();
    const tally = { batches: 0, events: 0, stored: 0, rejected: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.nat(channels.length - 1),
        fc.array(hostileEvent, { maxLength: 12 }),
        hostileCursor,
        async (at, reported, cursor) => {
          const channelId = channels[at]?.id ?? '';
          const channelRef = { workspaceId, channelId };
          const events = reported as InboundEvent[]; // what no connector should report is what is tried
          const { read, rejected } = await ingest({ ...channelRef, events, cursor });
          expect(read.length + rejected).toBe(events.length);
          const said = read.filter((event) => event.type === 'message').map(({ externalId }) => externalId);
          const messages = await prisma.message.findMany({ where: { channelId, externalId: { in: said } } });
          const posts = await prisma.post.findMany({ where: { channelId, externalId: { in: said } } });
          const stored = new Set([...messages, ...posts].map(({ externalId }) => externalId));
          expect(said.filter((externalId) => !stored.has(externalId))).toEqual([]);
          if (rejected > 0) expect(await prisma.rejectedEvent.count({ where: { channelId } })).toBeGreaterThan(0);
          const good = `good-${tally.batches}`;
          expect(await ingest({ ...channelRef, events: [aGoodMessage(good)], cursor: good })).toMatchObject({
            newMessages: 1,
          });
          tally.batches += 1;
          tally.events += events.length;
          tally.stored += read.length;
          tally.rejected += rejected;
        },
      ),
      // Shrinking a batch of long texts takes minutes; the seed repeats it as well.
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(tally.batches).toBeGreaterThanOrEqual(RUNS);
    expect(tally.rejected).toBeGreaterThan(0);
    process.stdout.write(`hostile batches: ${JSON.stringify(tally)}\n`);
    expect(await checkCounters(workspaceId)).toEqual([]);
    const dates = await prisma.$queryRaw<{ odd: number }[]>`
    SELECT count(*)::int AS odd FROM "message" WHERE "workspaceId" = ${workspaceId}::uuid
      AND ("createdAt" > now() + interval '1 minute' OR "createdAt" < '2004-01-01' OR length("text") > 65536)`;
    expect(dates).toEqual([{ odd: 0 }]);
    for (let cursor: string | null = null, pages = 0; pages === 0 || cursor; pages += 1) {
      const page: ItemPage = await listItems(admin, { cursor, limit: 100 });
      for (const { id } of page.items.slice(0, 10)) await getItem(admin, { itemId: id });
      cursor = page.nextCursor;
    }
  },
);
