import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { x } from '#lib/networks/x/connector.ts';
import { postsAnswer } from '#lib/networks/x/wire.ts';
import { actionOn, messagesIn } from '../channel.ts';
import { found, startX } from './world.ts';

let world: Awaited<ReturnType<typeof startX>>;
beforeEach(async () => {
  world = await startX();
});
afterEach(async () => {
  const exceeded = world.sandbox.exceeded();
  await world.stop();
  expect(exceeded).toEqual([]);
});
const reply = async (message: Parameters<typeof actionOn>[2], text: string) =>
  await x.perform(world.channel, actionOn(x, 'reply', message, { text }));

describe('posts under the brand’s own', () => {
  test('a reply to a reply is found, though it is no mention, and cannot be answered without being named', async () => {
    const post = world.sandbox.brandPosts('Nouvelle vitrine');
    const first = world.sandbox.fanWrites({ kind: 'comment', text: 'Belle !', fan: 'ana', under: post });
    const nested = await world.arrives({ kind: 'comment', text: 'Oui, superbe', fan: 'leo', under: first });
    expect(nested).toMatchObject({
      kind: 'comment',
      threadExternalId: post,
      postExternalId: post,
      parentExternalId: first,
      reference: { summoned: 'false' },
    });
  });

  test('a post that continues the account’s own post answers nobody', async () => {
    const { sandbox } = world;
    const root = sandbox.world.find(sandbox.brandPosts('Un fil, 1/2'));
    sandbox.world.write({ authorId: sandbox.brand.externalId, text: '2/2', replyTo: root });
    const [next, ...others] = messagesIn((await world.pull()).events);
    expect(next).toMatchObject({ kind: 'comment', direction: 'outbound', text: '2/2', threadExternalId: root?.id });
    expect(next).not.toHaveProperty('contactExternalId');
    expect(others).toEqual([]);
  });

  test('an edited post keeps its first id, and actions use its latest version', async () => {
    const message = await world.arrives({ kind: 'comment', text: 'Bonjuor' });
    world.sandbox.fanEdits(message.externalId, 'Bonjour');
    const edited = found((await world.pull()).events, message.externalId);
    expect(edited).toMatchObject({ text: 'Bonjour', editedAt: expect.any(Date) });
    expect(edited.reference?.version).not.toBe(message.externalId);
    await x.perform(world.channel, actionOn(x, 'hide', edited));
    expect(world.sandbox.isSet('hide', message.externalId)).toBe(true);
  });

  test('a post is read again completely to fill a gap', async () => {
    const post = world.sandbox.brandPosts('Inventaire');
    const written = Array.from({ length: 130 }, (_, number) =>
      world.sandbox.fanWrites({ kind: 'comment', text: `Question ${number}`, under: post }),
    );
    const told: string[] = [];
    for await (const { events } of x.rereadPost?.(world.channel, post) ?? []) {
      told.push(...messagesIn(events).map(({ externalId }) => externalId));
    }
    expect(told.toSorted()).toEqual(written.toSorted());
    expect(await x.reportedCounts(world.channel, [post])).toEqual(new Map([[post, 130]]));
  });
});

describe('posts elsewhere', () => {
  test('a quote is a mention under the post that it quotes, though it names nobody', async () => {
    const post = world.sandbox.brandPosts('Citez-nous');
    const quote = await world.arrives({ kind: 'mention', variant: 'quote', text: 'Ils ont raison', under: post });
    expect(quote).toMatchObject({
      kind: 'mention',
      variant: 'quote',
      threadExternalId: quote.externalId,
      postExternalId: post,
      reference: { summoned: 'true' },
    });
  });

  test('the conversation that follows a mention stays in its item', async () => {
    const mention = await world.arrives({ kind: 'mention', text: 'Vous ouvrez quand ?', fan: 'noa' });
    const first = await reply(mention, 'À 9 h.');
    const { sandbox } = world;
    const answer = sandbox.world.write({
      authorId: mention.author.externalId,
      text: 'Et le dimanche ?',
      replyTo: sandbox.world.find(first.externalId ?? ''),
    });
    const second = await reply(found((await world.pull()).events, answer.id), 'À 10 h.');
    const { events } = await world.pull();
    const item = [mention.externalId, first.externalId, answer.id, second.externalId].map((id) =>
      found(events, id ?? ''),
    );
    expect(item.map(({ threadExternalId }) => threadExternalId)).toEqual(item.map(() => mention.externalId));
    expect(item.map(({ kind }) => kind)).toEqual(item.map(() => 'mention'));
    expect(item.map(({ contactExternalId }) => contactExternalId)).toEqual([
      undefined,
      mention.author.externalId,
      undefined,
      mention.author.externalId,
    ]);
  });

  test('direct messages are read page by page, and then only new ones', async () => {
    const { sandbox } = world;
    for (let number = 0; number < 230; number += 1) {
      sandbox.fanWrites({ kind: 'message', text: `Message ${number}`, agoMs: (240 - number) * 60_000 });
    }
    const ana = sandbox.world.personNamed('ana').id;
    sandbox.world.send(sandbox.brand.externalId, ana, 'Bien reçu.');
    const first = await world.pull();
    expect(messagesIn(first.events)).toHaveLength(231);
    expect(messagesIn(first.events).find(({ text }) => text === 'Bien reçu.')).toMatchObject({
      direction: 'outbound',
      contactExternalId: ana,
      threadExternalId: `${sandbox.brand.externalId}-${ana}`,
    });
    sandbox.fanWrites({ kind: 'message', text: 'Merci' });
    const second = await world.pull(first.cursor);
    expect(messagesIn(second.events).map(({ text }) => text)).toEqual(['Merci']);
  });

  test('without the permission, direct messages are reported as unreadable and the rest is read', async () => {
    await world.stop();
    world = await startX({ scope: 'tweet.read users.read' });
    world.sandbox.brandPosts('Bonjour');
    const id = world.sandbox.fanWrites({ kind: 'comment', text: 'Coucou' });
    const reasons = [];
    const events = [];
    let cursor: unknown = null;
    for await (const page of x.pull(world.channel, null)) {
      if (page.unreadableKinds) reasons.push(page.unreadableKinds);
      events.push(...page.events);
      cursor = page.cursor;
    }
    expect(reasons).toEqual([{ message: 'missing_permission' }]);
    found(events, id);
    for await (const page of x.pull(world.channel, cursor)) expect(page.unreadableKinds).toBeUndefined();
  });

  test('a rate limit on direct messages does not stop the reading of posts', async () => {
    for (let used = 0; used < 15; used += 1)
      await world.sandbox.handle({
        ...dmRequest,
        headers: { authorization: `Bearer ${world.channel.credentials.accessToken}` },
      });
    world.sandbox.brandPosts('Bonjour');
    const written = Array.from({ length: 230 }, (_, number) =>
      world.sandbox.fanWrites({ kind: 'comment', text: `Question ${number}` }),
    );
    const told: string[] = [];
    const reading = (async () => {
      for await (const { events } of x.pull(world.channel, null))
        told.push(...messagesIn(events).map((one) => one.externalId));
    })();
    await expect(reading).rejects.toMatchObject({
      kind: 'rate_limited',
      retryAt: expect.any(Date),
      waitingKinds: ['message'],
    });
    expect(told.toSorted()).toEqual(written.toSorted());
    world.sandbox.exceeded().length = 0;
  });

  test.each([
    { limited: 'mentions', path: /mentions$/, waiting: ['mention'], read: ['reply', 'direct'] },
    { limited: 'own posts', path: /users\/\d+\/tweets$/, waiting: ['comment'], read: ['mention', 'reply', 'direct'] },
    { limited: 'search', path: /search/, waiting: ['comment'], read: ['mention', 'direct'] },
  ])('a rate limit on $limited stops nothing else, and what waited is read afterwards', async (given) => {
    const post = world.sandbox.brandPosts('Bonjour');
    const first = world.sandbox.fanWrites({ kind: 'comment', text: 'Salut', fan: 'ana', under: post });
    const { cursor } = await world.pull();
    const written = {
      reply: world.sandbox.fanWrites({ kind: 'comment', text: 'Moi aussi', fan: 'leo', under: first }),
      mention: world.sandbox.fanWrites({ kind: 'mention', text: 'Une question' }),
      direct: world.sandbox.fanWrites({ kind: 'message', text: 'Psst' }),
    };
    world.sandbox.limit(given.path);
    const told: string[] = [];
    let last = cursor;
    const reading = (async () => {
      for await (const page of x.pull(world.channel, cursor)) {
        told.push(...messagesIn(page.events).map(({ externalId }) => externalId));
        last = page.cursor;
      }
    })();
    await expect(reading).rejects.toMatchObject({ kind: 'rate_limited', waitingKinds: given.waiting });
    const expected = Object.entries(written).flatMap(([name, id]) => (given.read.includes(name) ? [id] : []));
    expect(told.toSorted()).toEqual(expected.toSorted());
    world.sandbox.limit(null);
    const { events } = await world.pull(last);
    told.push(...messagesIn(events).map(({ externalId }) => externalId));
    expect(told.toSorted()).toEqual(Object.values(written).toSorted());
  });
});

const dmRequest = { method: 'GET', path: '/2/dm_events', query: new URLSearchParams(), body: Buffer.alloc(0) };

test('a reported message is read again, as it is or as deleted', async () => {
  const kept = await world.arrives({ kind: 'comment', text: 'Ici' });
  const gone = await world.arrives({ kind: 'comment', text: 'Parti' });
  world.sandbox.fanDeletes(gone.externalId);
  const held = [kept, gone].map(({ externalId, kind, threadExternalId, reference = {} }) => ({
    externalId,
    kind,
    threadExternalId,
    reference,
  }));
  expect(await x.recheck?.(world.channel, held)).toEqual([
    expect.objectContaining({ type: 'message', externalId: kept.externalId, text: 'Ici' }),
    expect.objectContaining({ type: 'message_deleted', externalId: gone.externalId }),
  ]);
});

test('X’s cursor stays small, however much was read', async () => {
  const posts = Array.from({ length: 120 }, (_, number) => world.sandbox.brandPosts(`Annonce ${number}`));
  for (let number = 0; number < 600; number += 1) {
    world.sandbox.fanWrites({ kind: 'comment', text: `Question ${number}`, under: posts[number % posts.length] ?? '' });
  }
  const { cursor } = await world.pull();
  expect(JSON.stringify(cursor).length).toBeLessThan(64_000);
});

test('both of the network’s names for a field are read', () => {
  const common = { id: '12', text: 'Un extrait…', author_id: '2' };
  const older = {
    ...common,
    edit_history_tweet_ids: ['11', '12'],
    referenced_tweets: [{ type: 'replied_to', id: '10' }],
    note_tweet: { text: 'Un texte long, en entier' },
  };
  const newer = {
    ...common,
    edit_history_post_ids: ['11', '12'],
    referenced_posts: [{ type: 'replied_to', id: '10' }],
    note_post: { text: 'Un texte long, en entier' },
  };
  const [one, other] = [
    postsAnswer.parse({ data: [older], includes: { tweets: [common] } }),
    postsAnswer.parse({ data: [newer], includes: { posts: [common] } }),
  ];
  expect(other).toEqual(one);
  expect(one.posts[0]).toMatchObject({ id: '11', versionId: '12', repliedTo: '10', text: 'Un texte long, en entier' });
});
