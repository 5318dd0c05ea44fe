import { describe, expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { checkAction } from '#lib/outbox/check-action.ts';
import { reply } from '#lib/outbox/reply.ts';
import { type Brand, aBrand } from '#tests/support/brand.ts';
import { sendAndDie } from '#tests/support/send-without-recording.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '5';

const TEXT = 'Merci, c’est noté.';
const SENDS = /sendMessage/;

/** A conversation on a network without idempotency keys, where a sent reply is found by its text. */
async function aConversation() {
  const brand = await aBrand();
  brand.standIn.world.say('ana', 'Ma commande est arrivée');
  await brand.pull();
  const { id: itemId } = await database().prisma.item.findFirstOrThrow({
    where: { ...brand.channelRef, kind: 'message' },
  });
  const said = () =>
    (brand.standIn.world.convos.get('convo-ana')?.messages ?? [])
      .map(({ text }) => text)
      .filter((text) => text === TEXT);
  const outbound = async () => (await brand.messages(itemId)).filter(({ direction }) => direction === 'outbound');
  // Both are queued before either is sent, so that only their outcomes differ.
  const [first, second] = [
    await reply(brand.admin, { itemId, text: TEXT }),
    await reply(brand.admin, { itemId, text: TEXT }),
  ].map(({ action }) => action.id);
  if (!first || !second) throw new Error('the replies were not asked for');
  return { brand, itemId, said, outbound, first, second };
}

async function sendNow(brand: Brand, actionId: string) {
  await brand.wait(actionId);
  await brand.send(actionId);
  return await brand.action(actionId);
}

describe('two replies with the same text', () => {
  test.each([
    ['before', 1],
    ['after', 0],
  ] as const)(
    'when the second of two identical replies is cut off %s the network accepts it, both end up as messages of their own',
    async (when, missing) => {
      const { brand, said, outbound, first, second } = await aConversation();
      expect(await sendNow(brand, first)).toMatchObject({ state: 'done' });
      brand.standIn.fail(SENDS, { kind: 'cut', when });
      expect(await sendNow(brand, second)).toMatchObject({ state: 'queued', lookFirst: true });
      expect(said()).toHaveLength(2 - missing);
      expect(await sendNow(brand, second)).toMatchObject({ state: 'done' });
      expect(said()).toHaveLength(2);
      const sent = await outbound();
      expect(sent.map(({ state, deletedAt }) => [state, deletedAt])).toEqual([
        ['sent', null],
        ['sent', null],
      ]);
      expect(new Set(sent.map(({ externalId }) => externalId)).size).toBe(2);
    },
  );

  test('when a worker dies while sending the second of two identical replies, the first is not mistaken for it', async () => {
    const { brand, said, outbound, first, second } = await aConversation();
    await sendNow(brand, first);
    await brand.wait(second);
    await sendAndDie(brand, second);
    expect(await sendNow(brand, second)).toMatchObject({ state: 'done', attempts: 2 });
    expect(said()).toHaveLength(2);
    expect((await outbound()).every(({ externalId, deletedAt }) => externalId !== null && deletedAt === null)).toBe(
      true,
    );
  });

  test('when the outcome of the first of two identical replies is unknown, a member is told so', async () => {
    const { brand, said, first, second } = await aConversation();
    brand.standIn.fail(SENDS, { kind: 'cut', when: 'after' });
    await sendNow(brand, first);
    for (let look = 0; look < 7; look += 1) {
      brand.standIn.fail(/getMessages/, { kind: 'cut', when: 'before' });
      await sendNow(brand, first);
    }
    expect(await brand.action(first)).toMatchObject({ state: 'unconfirmed' });
    brand.standIn.fail(SENDS, { kind: 'cut', when: 'before' });
    await sendNow(brand, second);
    expect(await sendNow(brand, second)).toMatchObject({ state: 'unconfirmed' });
    // Once the outcome of the first is known, so is that of the second.
    await checkAction(brand.admin, { actionId: first });
    await checkAction(brand.admin, { actionId: second });
    expect(await sendNow(brand, first)).toMatchObject({ state: 'done' });
    expect(await sendNow(brand, second)).toMatchObject({ state: 'done' });
    expect(said()).toHaveLength(2);
  });
});
