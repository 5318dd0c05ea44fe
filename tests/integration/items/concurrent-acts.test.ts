import { expect, test } from 'vitest';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { reply } from '#lib/outbox/reply.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { type Brand, aBrand } from '#tests/support/brand.ts';
import { seededRandom } from '#tests/support/random.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

const random = seededRandom();

/** Delays one of two rivals, so that now this one comes first and now the other. */
const headStart = (belowMs = 12) => random.pause(belowMs);

/** Expects what must be true of an item at every moment, in whatever order the events came. */
async function expectConsistent(brand: Brand, itemId: string): Promise<void> {
  const item = await brand.item(itemId);
  const messages = await brand.messages(itemId);
  expect(item.messageCount).toBe(messages.length);
  expect(item.resolvedAt === null).toBe(item.status !== 'resolved');
  const newestInbound = messages.findLast(({ direction }) => direction === 'inbound');
  expect(item.lastInboundAt).toEqual(newestInbound?.createdAt);
}

test('when a member resolves an item while a message arrives, the item ends open or resolved with that message seen', async () => {
  const brand = await aBrand();
  const { itemId, uri } = await brand.aComment('Bonjour ?');
  for (let round = 0; round < 30; round += 1) {
    brand.fanWrites(`Encore moi (${round})`, { parent: uri });
    const resolving = headStart(60).then(() => resolveItem(brand.admin, { itemId }));
    await Promise.all([resolving, headStart().then(() => brand.pull())]);
    const { status } = await brand.item(itemId);
    expect(['open', 'resolved']).toContain(status);
    // When it was resolved before the message arrived, the message has reopened it.
    if (status === 'resolved') expect((await resolving).item.messageCount).toBe(round + 2);
    await expectConsistent(brand, itemId);
  }
  expect(await checkCounters(brand.workspaceId)).toEqual([]);
});

test('when a member sends and resolves while a message arrives, the message is not hidden behind the reply', async () => {
  const brand = await aBrand();
  const { itemId, uri } = await brand.aComment('Bonjour ?');
  for (let round = 0; round < 15; round += 1) {
    const comment = brand.fanWrites(`Et encore (${round})`, { parent: uri });
    const answering = headStart(60).then(() => reply(brand.admin, { itemId, text: `Voilà ${round}`, resolve: true }));
    await Promise.all([answering, headStart().then(() => brand.pull())]);
    const { action, item } = await answering;
    const couldSee = (await brand.messages(itemId)).some(
      ({ externalId, receivedAt }) => externalId === comment && receivedAt < new Date(action.createdAt),
    );
    if (!couldSee && item.messageCount === 2 * round + 2) expect((await brand.item(itemId)).status).toBe('open');
    await brand.send(action.id);
    await expectConsistent(brand, itemId);
  }
  expect(brand.answers()).toHaveLength(15);
  expect(await checkCounters(brand.workspaceId)).toEqual([]);
});

test('when a member undoes a reply while a message arrives, the item shows the newest message and the right count', async () => {
  const brand = await aBrand();
  const { itemId, uri } = await brand.aComment('Bonjour ?');
  for (let round = 0; round < 20; round += 1) {
    const { action } = await reply(brand.admin, { itemId, text: 'Oups' });
    const text = `Et alors (${round})`;
    brand.fanWrites(text, { parent: uri });
    await Promise.all([
      headStart(60).then(() => cancelAction(brand.admin, { actionId: action.id })),
      headStart().then(() => brand.pull()),
    ]);
    expect(await brand.item(itemId)).toMatchObject({ status: 'open', preview: text, previewDirection: 'inbound' });
    await expectConsistent(brand, itemId);
  }
  expect(brand.answers()).toEqual([]);
  expect(await checkCounters(brand.workspaceId)).toEqual([]);
});

test('a reply that is read back from the network while it is being sent is one message', async () => {
  const brand = await aBrand();
  const { itemId } = await brand.aComment('Bonjour ?');
  for (let round = 0; round < 15; round += 1) {
    const { action } = await reply(brand.admin, { itemId, text: `Réponse ${round}` });
    await Promise.all([brand.send(action.id), headStart().then(() => brand.pullLater())]);
    await brand.pullLater();
    expect(await brand.messages(itemId)).toHaveLength(round + 2);
    await expectConsistent(brand, itemId);
  }
  expect(await checkCounters(brand.workspaceId)).toEqual([]);
});
