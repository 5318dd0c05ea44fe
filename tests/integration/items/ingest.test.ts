import { describe, expect, test } from 'vitest';
import { database as applicationDatabase } from '#lib/db/client.ts';
import { database } from '#tests/support/owner-database.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import type { InboundEvent, InboundMessage } from '#lib/networks/contract.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';

const MINUTE = 60_000;
const start = Date.now() - 60 * MINUTE;

const brand = { externalId: 'did:brand', handle: 'lune.test', name: 'Maison Lune' };
const lea = { externalId: 'did:lea', handle: 'lea.test', name: 'Léa' };
const sam = { externalId: 'did:sam', handle: 'sam.test', name: 'Sam' };

function aComment(id: string, given: Partial<InboundMessage> = {}): InboundMessage {
  return {
    type: 'message',
    externalId: id,
    kind: 'comment',
    threadExternalId: 'post-1',
    postExternalId: 'post-1',
    parentExternalId: 'post-1',
    direction: 'inbound',
    author: lea,
    text: `Bonjour (${id})`,
    createdAt: new Date(start),
    ...given,
  };
}

const post: InboundEvent = {
  type: 'post',
  post: {
    externalId: 'post-1',
    author: brand,
    isOwn: true,
    text: 'Our new teas.',
    createdAt: new Date(start - MINUTE),
  },
};

async function aChannelRef() {
  const { workspaceId } = await aWorkspace();
  const channel = await aChannel({ workspaceId });
  return { workspaceId, channelId: channel.id };
}

async function itemsOf(channelRef: { workspaceId: string; channelId: string }) {
  return await database().prisma.item.findMany({
    where: channelRef,
    orderBy: { threadKey: 'asc' },
    include: { messages: { orderBy: { createdAt: 'asc' } }, contact: { include: { identities: true } }, post: true },
  });
}

describe('ingest', () => {
  test('a contact who comments three times under one post is one item, another contact is another item', async () => {
    const channelRef = await aChannelRef();
    const result = await ingest({
      ...channelRef,
      events: [
        post,
        aComment('a'),
        aComment('b', { createdAt: new Date(start + MINUTE) }),
        aComment('c', { author: sam, createdAt: new Date(start + 2 * MINUTE) }),
        aComment('d', { createdAt: new Date(start + 3 * MINUTE), text: 'Merci !' }),
      ],
      cursor: { at: 1 },
    });
    expect(result).toMatchObject({ newMessages: 4, newItems: 2 });
    const [first, second] = await itemsOf(channelRef);
    expect(first?.messages.map(({ externalId }) => externalId)).toEqual(['a', 'b', 'd']);
    expect(first).toMatchObject({ messageCount: 3, preview: 'Merci !', status: 'open', kind: 'comment' });
    expect(first?.post?.externalId).toBe('post-1');
    expect(second?.contact).toMatchObject({ name: 'Sam', identities: [{ handle: 'sam.test' }] });
    expect(await checkCounters(channelRef.workspaceId)).toEqual([]);
  });

  test('the same events delivered three times in any order are stored once', async () => {
    const channelRef = await aChannelRef();
    const events = Array.from({ length: 30 }, (_, at) =>
      aComment(`m${at}`, { author: at % 3 ? lea : sam, createdAt: new Date(start + at * MINUTE) }),
    );
    const shuffled = [...events, ...events, ...events].sort((a, b) => (a.text + a.author.name < b.text ? 1 : -1));
    await Promise.all(
      [0, 1, 2].map((part) => ingest({ ...channelRef, events: [post, ...shuffled.slice(part * 30, part * 30 + 30)] })),
    );
    await ingest({ ...channelRef, events: shuffled });
    const items = await itemsOf(channelRef);
    expect(items.map(({ messages }) => messages.length)).toEqual([20, 10]);
    expect(items.map(({ messageCount }) => messageCount)).toEqual([20, 10]);
    expect(items[0]?.lastActivityAt).toEqual(events.findLast(({ author }) => author === lea)?.createdAt);
    expect(await checkCounters(channelRef.workspaceId)).toEqual([]);
  });

  test('a batch costs the same number of statements however many events it has', async () => {
    const channelRef = await aChannelRef();
    const statements = async (from: number, count: number) => {
      const { queries, stop } = countQueries();
      const events = Array.from({ length: count }, (_, at) =>
        aComment(`s${from + at}`, {
          author: { ...lea, externalId: `did:${from + at}` },
          createdAt: new Date(start + at),
        }),
      );
      await ingest({ ...channelRef, events: [post, ...events] });
      stop();
      return queries.count;
    };
    await statements(1000, 2); // the first finds connections that are not counted yet
    const few = await statements(0, 2);
    const many = await statements(100, 400);
    expect(few).toBeGreaterThan(5);
    expect(many).toBe(few);
  });

  test('a contact who writes again reopens a resolved item but not an ignored one', async () => {
    const channelRef = await aChannelRef();
    await ingest({ ...channelRef, events: [post, aComment('a'), aComment('x', { author: sam })] });
    const [of, other] = await itemsOf(channelRef);
    const { prisma } = database();
    await prisma.item.updateMany({ where: { ...channelRef, id: of?.id ?? '' }, data: { status: 'resolved' } });
    await prisma.item.updateMany({ where: { ...channelRef, id: other?.id ?? '' }, data: { status: 'ignored' } });
    await ingest({
      ...channelRef,
      events: [
        aComment('b', { createdAt: new Date(start + MINUTE) }),
        aComment('y', { author: sam, createdAt: new Date(start + MINUTE) }),
      ],
    });
    expect((await itemsOf(channelRef)).map(({ status }) => status)).toEqual(['open', 'ignored']);
    expect(await checkCounters(channelRef.workspaceId)).toEqual([]);
  });

  test('a reply that the brand wrote on the network itself sets the item to waiting and appears in its thread', async () => {
    const channelRef = await aChannelRef();
    await ingest({ ...channelRef, events: [post, aComment('a')] });
    await ingest({
      ...channelRef,
      events: [
        aComment('r', {
          direction: 'outbound',
          author: brand,
          contactExternalId: lea.externalId,
          parentExternalId: 'a',
          createdAt: new Date(start + MINUTE),
        }),
      ],
    });
    const [item] = await itemsOf(channelRef);
    expect(item).toMatchObject({ status: 'waiting', previewDirection: 'outbound', messageCount: 2 });
  });

  test('a post of the brand that replies to nobody makes no item', async () => {
    const channelRef = await aChannelRef();
    await ingest({ ...channelRef, events: [post, aComment('own', { direction: 'outbound', author: brand })] });
    expect(await itemsOf(channelRef)).toEqual([]);
    const posts = await database().prisma.post.findMany({ where: channelRef, orderBy: { externalId: 'asc' } });
    expect(posts.map(({ externalId, rootExternalId }) => [externalId, rootExternalId])).toEqual([
      ['own', 'post-1'],
      ['post-1', null],
    ]);
  });

  test('an edit keeps the earlier text, and an older edit that arrives late changes nothing', async () => {
    const channelRef = await aChannelRef();
    await ingest({ ...channelRef, events: [post, aComment('a', { text: 'one' })] });
    await ingest({ ...channelRef, events: [aComment('a', { text: 'three', editedAt: new Date(start + 3 * MINUTE) })] });
    await ingest({ ...channelRef, events: [aComment('a', { text: 'two', editedAt: new Date(start + 2 * MINUTE) })] });
    const [item] = await itemsOf(channelRef);
    expect(item).toMatchObject({ preview: 'three', editedAt: new Date(start + 3 * MINUTE) });
    expect(item?.messages[0]?.text).toBe('three');
    const versions = await database().prisma.messageVersion.findMany({
      where: { workspaceId: channelRef.workspaceId },
    });
    expect(versions.map(({ text }) => text)).toEqual(['one']);
  });

  test('a deletion leaves a tombstone, also when it arrives before its message', async () => {
    const channelRef = await aChannelRef();
    const deletedAt = new Date(start + MINUTE);
    await ingest({
      ...channelRef,
      events: [post, aComment('a'), { type: 'message_deleted', externalId: 'late', deletedAt }],
    });
    await ingest({
      ...channelRef,
      events: [{ type: 'message_deleted', externalId: 'a', deletedAt }, aComment('late', { author: sam })],
    });
    await ingest({ ...channelRef, events: [aComment('a')] });
    const [of, other] = await itemsOf(channelRef);
    expect(of?.messages).toMatchObject([{ externalId: 'a', deletedAt, text: 'Bonjour (a)' }]);
    expect(of).toMatchObject({ deletedAt, preview: '' });
    expect(other?.messages).toMatchObject([{ externalId: 'late', deletedAt, text: '' }]);
  });

  test('cursor and messages are stored together or not at all', async () => {
    const channelRef = await aChannelRef();
    await database().prisma.$executeRawUnsafe(`ALTER TABLE "channel_cursor" RENAME TO "channel_cursor_away"`);
    const batch = { ...channelRef, events: [post, aComment('bad')], cursor: { at: 'bad' } };
    await expect(ingest(batch)).rejects.toThrow('channel_cursor');
    await database().prisma.$executeRawUnsafe(`ALTER TABLE "channel_cursor_away" RENAME TO "channel_cursor"`);
    expect(await itemsOf(channelRef)).toEqual([]);
    expect(await database().prisma.channelCursor.count({ where: { workspaceId: channelRef.workspaceId } })).toBe(0);
    await ingest({ ...channelRef, events: [post, aComment('good')], cursor: { at: 'good' } });
    expect(
      await database().prisma.channelCursor.findFirst({ where: { workspaceId: channelRef.workspaceId } }),
    ).toMatchObject({
      value: { at: 'good' },
    });
  });

  test('a contact keeps the name that one answer of the network told, when another tells only the handle', async () => {
    const channelRef = await aChannelRef();
    const nameOf = async (id: string, author: typeof lea) => {
      await ingest({ ...channelRef, events: [post, aComment(id, { author })] });
      const [item] = await itemsOf(channelRef);
      return [item?.contact.name, item?.contact.identities[0]?.name, item?.contact.identities[0]?.handle];
    };
    const bare = (handle: string) => ({ ...lea, handle, name: handle });
    expect(await nameOf('1', bare('lea.test'))).toEqual(['lea.test', 'lea.test', 'lea.test']);
    expect(await nameOf('2', lea)).toEqual(['Léa', 'Léa', 'lea.test']);
    expect(await nameOf('3', bare('lea.test'))).toEqual(['Léa', 'Léa', 'lea.test']);
    expect(await nameOf('4', { ...lea, name: 'Léa M.' })).toEqual(['Léa M.', 'Léa M.', 'lea.test']);
    expect(await nameOf('5', bare('lea.m.test'))).toEqual(['lea.m.test', 'lea.m.test', 'lea.m.test']);
  });

  test('two channels of one network that report the same new person at once create one contact', async () => {
    const { workspaceId } = await aWorkspace();
    const channels = await Promise.all([0, 1, 2, 3].map(() => aChannel({ workspaceId })));
    const events = Array.from({ length: 50 }, (_, at) =>
      aComment(`c${at}`, { author: { ...lea, externalId: `did:fan${at % 10}` } }),
    );
    await Promise.all(channels.map(({ id }) => ingest({ workspaceId, channelId: id, events: [post, ...events] })));
    expect(await database().prisma.identity.count({ where: { workspaceId } })).toBe(10);
    expect(await database().prisma.contact.count({ where: { workspaceId } })).toBe(10);
    expect(await database().prisma.message.count({ where: { workspaceId } })).toBe(200);
  });
});

/** Counts the statements sent to the database. */
function countQueries() {
  const { pool } = applicationDatabase();
  const queries = { count: 0 };
  const counted = new WeakSet<object>();
  let isCounting = true;
  pool.on('acquire', (client) => {
    if (counted.has(client)) return;
    counted.add(client);
    const query = client.query.bind(client) as (...values: unknown[]) => unknown;
    client.query = ((...values: unknown[]) => {
      // The signal to open browsers is sent separately, some milliseconds later.
      if (isCounting && !JSON.stringify(values[0]).includes('pg_notify')) queries.count += 1;
      return query(...values);
    }) as typeof client.query; // the same function, counted
  });
  return {
    queries,
    stop: () => {
      isCounting = false;
    },
  };
}
