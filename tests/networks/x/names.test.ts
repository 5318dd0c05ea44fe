import { afterEach, expect, test } from 'vitest';
import { x } from '#lib/networks/x/connector.ts';
import { connectChannel, messagesIn, pullAll } from '../channel.ts';
import { startX } from './world.ts';

let world: Awaited<ReturnType<typeof startX>>;
afterEach(async () => {
  await world.stop();
});
const refused = () => world.calls.filter(({ status }) => status === 400).length;

test.each(['tweet', 'post'] as const)(
  'a server that takes only the names with "%s" is read completely, and asked wrongly at most once',
  async (names) => {
    world = await startX({ names });
    const { sandbox } = world;
    const post = sandbox.brandPosts('Bonjour');
    const comment = sandbox.fanWrites({ kind: 'comment', text: 'Salut', fan: 'ana', under: post });
    const nested = sandbox.fanWrites({ kind: 'comment', text: 'Oui !', fan: 'leo', under: comment });
    const quote = sandbox.fanWrites({ kind: 'mention', variant: 'quote', text: 'À lire', under: post });
    const direct = sandbox.fanWrites({ kind: 'message', text: 'Psst' });
    const { events, cursor } = await world.pull();
    const read = new Map(messagesIn(events).map((message) => [message.externalId, message]));
    expect([...read.keys()].toSorted()).toEqual([comment, nested, quote, direct].toSorted());
    expect(read.get(nested)).toMatchObject({ parentExternalId: comment, postExternalId: post });
    expect(read.get(quote)).toMatchObject({ variant: 'quote', postExternalId: post });
    expect(refused()).toBe(names === 'tweet' ? 0 : 1);

    sandbox.fanEdits(comment, 'Salut !');
    world.channel.advance(24 * 3_600_000);
    const { events: later } = await world.pull(cursor);
    expect(messagesIn(later)).toEqual([expect.objectContaining({ externalId: comment, text: 'Salut !' })]);
    const other = await connectChannel(x, sandbox.connectInput(), world.app);
    expect(messagesIn((await pullAll(x, other)).events)).toHaveLength(4);
    expect(refused()).toBe(names === 'tweet' ? 0 : 1);
  },
);

test('a refusal of anything else is not taken for one of the names', async () => {
  world = await startX();
  world.faults.failNext('read', { kind: 'rejected' });
  await expect(world.pull()).rejects.toMatchObject({ kind: 'refused', reason: 'rejected' });
  expect(world.calls.filter(({ method, path }) => method === 'GET' && path.endsWith('/tweets'))).toHaveLength(1);
});
