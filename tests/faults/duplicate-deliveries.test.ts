import { expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import type { InboundEvent } from '#lib/networks/contract.ts';
import { createBluesky } from '#lib/networks/bluesky/connector.ts';
import { connectChannel, pullAll } from '#tests/networks/channel.ts';
import { type Brand, aBrand } from '#tests/support/brand.ts';
import { type Random, seededRandom } from '#tests/support/random.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { Traffic } from './traffic.ts';
import { findDifferences, waitUntilInSync } from './compare-with-network.ts';
import { startWorker } from './start-worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

/** Everything that the network reports, as a webhook would deliver it. */
async function readAll({ standIn }: Brand): Promise<InboundEvent[]> {
  const connector = createBluesky({ allowPrivate: true, serviceUrl: standIn.url });
  const { world, password } = standIn;
  const channel = await connectChannel(connector, { identifier: world.brand.handle, password });
  return (await pullAll(connector, channel)).events;
}

/** Delivers events in batches of random size, in random order. */
async function deliver(brand: Brand, events: InboundEvent[], random: Random): Promise<void> {
  const left = random.shuffle(events);
  while (left.length > 0) await ingest({ ...brand.channelRef, events: left.splice(0, 1 + random.upTo(12)) });
}

test('events delivered three times and out of order, while a worker pulls them too, are stored once', async () => {
  const random = seededRandom();
  const brand = await aBrand();
  const traffic = new Traffic(brand, random);
  traffic.write(60);
  const events = await readAll(brand);
  startWorker();
  await traffic.pullNow();
  await Promise.all([0, 1, 2].map(() => deliver(brand, events, random)));
  await waitUntilInSync(brand);

  // The cursor is lost: everything is read again, our own replies too.
  for (let count = 0; count < 5; count += 1) await traffic.answer();
  await waitFor('the replies are sent', () => brand.answers().length === 5);
  await database().prisma.channelCursor.deleteMany({ where: brand.channelRef });
  await deliver(brand, await readAll(brand), random);
  await waitUntilInSync(brand);
  expect(await findDifferences(brand)).toEqual([]);
});

test('edits and deletions delivered in any order leave each message with its newest text', async () => {
  const random = seededRandom();
  const brand = await aBrand();
  new Traffic(brand, random).write(30);
  const messages = (await readAll(brand)).filter((event) => event.type === 'message');
  // Later times than clocks may differ by are not believed.
  const at = (seconds: number) => new Date(Date.now() + seconds * 1_000);
  const edits = messages.slice(0, 15).flatMap((message) => [
    { ...message, text: `${message.text}, corrected`, editedAt: at(1) },
    { ...message, text: `${message.text}, corrected twice`, editedAt: at(2) },
  ]);
  const deletions = messages
    .slice(10, 25)
    .map(({ externalId }): InboundEvent => ({ type: 'message_deleted', externalId, deletedAt: at(3) }));
  const all = [...messages, ...edits, ...deletions];
  await Promise.all([0, 1, 2].map(() => deliver(brand, all, random)));

  const stored = await database().prisma.message.findMany({ where: brand.channelRef });
  expect(stored).toHaveLength(messages.length);
  for (const { externalId } of deletions.filter((event) => event.type === 'message_deleted')) {
    expect(stored.find((message) => message.externalId === externalId)?.deletedAt).not.toBeNull();
  }
  for (const { externalId, text } of messages.slice(0, 10)) {
    expect(stored.find((message) => message.externalId === externalId)?.text).toBe(`${text}, corrected twice`);
  }
  expect(stored.filter(({ deletedAt }) => deletedAt).length).toBe(deletions.length);
});
