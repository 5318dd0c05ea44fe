import { expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import type { InboundEvent } from '#lib/networks/contract.ts';
import { createBluesky } from '#lib/networks/bluesky/connector.ts';
import { connectChannel, pullAll } from '#tests/networks/channel.ts';
import { type Brand, aBrand } from '#tests/support/brand.ts';
import { type Random, seededRandom } from '#tests/support/random.ts';
import { until } from '#tests/support/wait-for.ts';
import { Crowd } from './traffic.ts';
import { findWrongs, untilAllIsRight } from './compare-with-network.ts';
import { startWorker } from './start-worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

/** All that the network tells, as a webhook would deliver it. */
async function readAll({ standIn }: Brand): Promise<InboundEvent[]> {
  const connector = createBluesky({ allowPrivate: true, serviceUrl: standIn.url });
  const { world, password } = standIn;
  const channel = await connectChannel(connector, { identifier: world.brand.handle, password });
  return (await pullAll(connector, channel)).events;
}

/** Delivers events in pieces of any size, in any order. */
async function deliver(brand: Brand, events: InboundEvent[], random: Random): Promise<void> {
  const left = random.shuffle(events);
  while (left.length > 0) await ingest({ ...brand.place, events: left.splice(0, 1 + random.upTo(12)) });
}

test('the same events three times, out of order, from three sides, while a worker reads them too', async () => {
  const random = seededRandom();
  const brand = await aBrand();
  const crowd = new Crowd(brand, random);
  crowd.write(60);
  const events = await readAll(brand);
  startWorker();
  await crowd.lookNow();
  await Promise.all([0, 1, 2].map(() => deliver(brand, events, random)));
  await untilAllIsRight(brand);

  // The network forgets how far we were: it all comes again, our own replies too.
  for (let count = 0; count < 5; count += 1) await crowd.answer();
  await until('the replies are out', () => brand.answers().length === 5);
  await database().prisma.channelCursor.deleteMany({ where: brand.place });
  await deliver(brand, await readAll(brand), random);
  await untilAllIsRight(brand);
  expect(await findWrongs(brand)).toEqual([]);
});

test('edits and deletions that come before, between and after what they change leave the last word', async () => {
  const random = seededRandom();
  const brand = await aBrand();
  new Crowd(brand, random).write(30);
  const told = (await readAll(brand)).filter((event) => event.type === 'message');
  // Within what clocks may differ: what is said to happen later than that is not believed.
  const at = (seconds: number) => new Date(Date.now() + seconds * 1_000);
  const edits = told.slice(0, 15).flatMap((message) => [
    { ...message, text: `${message.text}, corrected`, editedAt: at(1) },
    { ...message, text: `${message.text}, corrected twice`, editedAt: at(2) },
  ]);
  const deletions = told
    .slice(10, 25)
    .map(({ externalId }): InboundEvent => ({ type: 'message_deleted', externalId, deletedAt: at(3) }));
  const all = [...told, ...edits, ...deletions];
  await Promise.all([0, 1, 2].map(() => deliver(brand, all, random)));

  const held = await database().prisma.message.findMany({ where: brand.place });
  expect(held).toHaveLength(told.length);
  for (const { externalId } of deletions.filter((event) => event.type === 'message_deleted')) {
    expect(held.find((message) => message.externalId === externalId)?.deletedAt).not.toBeNull();
  }
  for (const { externalId, text } of told.slice(0, 10)) {
    expect(held.find((message) => message.externalId === externalId)?.text).toBe(`${text}, corrected twice`);
  }
  expect(held.filter(({ deletedAt }) => deletedAt).length).toBe(deletions.length);
});
