import { afterEach, describe, expect, test } from 'vitest';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { database } from '#tests/support/owner-database.ts';
import { deleteOldDeliveries } from '#lib/sync/deliveries/delete-old-deliveries.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { ingest, LeaseLost } from '#lib/ingest/ingest.ts';
import type { InboundAttachment, InboundMessage } from '#lib/networks/contract.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';

const HOUR = 3_600_000;
const start = Date.now() - HOUR;

const lea = { externalId: 'did:lea', handle: 'lea.test', name: 'Léa' };

function aComment(id: string, given: Partial<InboundMessage> = {}): InboundMessage {
  return {
    type: 'message',
    externalId: id,
    kind: 'comment',
    threadExternalId: 'post-1',
    direction: 'inbound',
    author: lea,
    text: `Bonjour (${id})`,
    createdAt: new Date(start),
    ...given,
  };
}

async function aChannelRef() {
  const { workspaceId, admin } = await aWorkspace();
  const channel = await aChannel({ workspaceId });
  return { workspaceId, channelId: channel.id, admin };
}
type ChannelRef = Awaited<ReturnType<typeof aChannelRef>>;

async function messagesOf({ workspaceId, channelId }: ChannelRef) {
  return await database().prisma.message.findMany({
    where: { workspaceId, channelId },
    orderBy: { externalId: 'asc' },
    include: { identity: true, attachments: { orderBy: { position: 'asc' } }, versions: true, item: true },
  });
}

const hostile: Record<string, Partial<InboundMessage>> = {
  'a lone surrogate in a text': { text: 'a\ud800b' },
  'NUL in a name': { author: { ...lea, externalId: 'nul-name', name: 'L\0éa' } },
  'a lone surrogate in a handle': { author: { ...lea, externalId: 'handle', handle: 'l\udc00ea' } },
  'NUL in a handle': { author: { ...lea, externalId: 'nul-handle', handle: 'le\0a' } },
  'NUL in an address': { url: 'https://example.test/\0' },
  'NUL in a reference': { reference: { cid: 'a\0b', 'k\0ey': '\ud800' } },
  'NUL in an alternative text': { attachments: [{ kind: 'image', url: 'https://example.test/a.png', altText: '\0' }] },
  'a date beyond the year 9999': { createdAt: new Date(Date.UTC(12_000, 0)) },
  'a date before the common era': { createdAt: new Date(-70_000_000_000_000) },
  'a date that is none': { createdAt: new Date(Number.NaN) },
  'an absurd rating': { rating: 4e12 },
  'an absurd width': { attachments: [{ kind: 'image', url: 'https://example.test/a.png', width: 1e20, height: 0.5 }] },
  'a kind of attachment that is none': {
    attachments: [{ kind: 'spell', url: 'https://example.test/a' } as unknown as InboundAttachment],
  },
};

describe('a hostile message', () => {
  test.each(Object.keys(hostile))('a message with %s is stored together with its batch', async (name) => {
    const channelRef = await aChannelRef();
    const result = await ingest({
      ...channelRef,
      events: [aComment('before'), aComment('hostile', hostile[name]), aComment('then')],
      cursor: { at: '\ud800\0' },
    });
    expect(result).toMatchObject({ newMessages: 3 });
    await ingest({ ...channelRef, events: [aComment('next')] });
    expect((await messagesOf(channelRef)).map(({ externalId }) => externalId)).toEqual([
      'before',
      'hostile',
      'next',
      'then',
    ]);
  });
});

describe('oversized messages', () => {
  test('a text beyond the limit is cut between graphemes, and its full length is recorded', async () => {
    const channelRef = await aChannelRef();
    const family = '👩‍👩‍👧‍👦';
    await ingest({ ...channelRef, events: [aComment('long', { text: family.repeat(20_000) })] });
    const [message] = await messagesOf(channelRef);
    expect(message?.cutFrom).toBe(20_000 * family.length);
    expect(message?.text.length).toBeLessThanOrEqual(65_536);
    expect(message?.text).toBe(family.repeat(Math.floor(65_536 / family.length)));
    const { messages } = await getItem(channelRef.admin, { itemId: message?.itemId ?? '' });
    expect(messages).toMatchObject([{ cutFrom: 20_000 * family.length }]);
  });

  test('an edit that makes a cut text short removes the mark of the cut', async () => {
    const channelRef = await aChannelRef();
    await ingest({ ...channelRef, events: [aComment('long', { text: 'a'.repeat(70_000) })] });
    await ingest({ ...channelRef, events: [aComment('long', { text: 'short', editedAt: new Date() })] });
    expect(await messagesOf(channelRef)).toMatchObject([{ text: 'short', cutFrom: null }]);
  });

  test('names are stored on one line, with 200 characters and eight marks a letter at most, without direction controls', async () => {
    const channelRef = await aChannelRef();
    const author = (externalId: string, name: string) => aComment(externalId, { author: { ...lea, externalId, name } });
    await ingest({
      ...channelRef,
      events: [
        author('a', `Le\u0301${'\u0301'.repeat(3_000)}a`),
        // So many that the rest of the name is ignored.
        author('a2', `Le\u0301${'\u0301'.repeat(10_000)}a`),
        author('b', '\u202egnp.exe\u2066'),
        author('c', 'Two\nlines'),
        author('d', '🦊'.repeat(500)),
      ],
    });
    const names = (await messagesOf(channelRef)).map(({ identity }) => identity?.name);
    const piled = `Le${'\u0301'.repeat(8)}`;
    expect(names).toEqual([`${piled}a`, piled, 'gnp.exe', 'Two lines', `${'🦊'.repeat(99)}…`]);
  });

  test('a hostile message read in three polls is stored once, without an edit', async () => {
    const channelRef = await aChannelRef();
    const hostileOne = aComment('a', {
      text: `${'\0\ud800 \u009b'}${'e\u0301👩‍👩‍👧‍👦'.repeat(10_000)}`,
      author: { ...lea, name: `\0${'a\u0301'.repeat(400)}`, handle: '\udc00\u202e', avatarUrl: 'javascript:alert(1)' },
      reference: { cid: '\0', ok: 'yes' },
      createdAt: new Date(Date.now() + 400 * 24 * HOUR),
    });
    const readSince = new Date(Date.now() + HOUR);
    for (let poll = 0; poll < 3; poll += 1) {
      const { newMessages, changedItems } = await ingest({ ...channelRef, readSince, events: [hostileOne] });
      expect([newMessages, changedItems]).toEqual([poll === 0 ? 1 : 0, 0]);
    }
    const [message, ...others] = await messagesOf(channelRef);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ versions: [], editedAt: null, item: { messageCount: 1, version: 1 } });
  });

  test('a message stored whole before there was a limit does not count as edited', async () => {
    const channelRef = await aChannelRef();
    const text = 'a'.repeat(70_000);
    await ingest({ ...channelRef, events: [aComment('a', { text: 'a' })] });
    await database().prisma.message.updateMany({
      where: { workspaceId: channelRef.workspaceId },
      data: { text: `\u0085${text}` },
    });
    const readSince = new Date(Date.now() + HOUR);
    expect(await ingest({ ...channelRef, readSince, events: [aComment('a', { text })] })).toMatchObject({
      changedItems: 0,
    });
  });
});

describe('forged dates', () => {
  test.each([
    ['in the future', new Date(Date.now() + 365 * 24 * HOUR)],
    ['beyond the year 9999', new Date(Date.UTC(12_000, 0))],
    ['from before the network', new Date('1970-01-01T00:00:00Z')],
  ])('a message with a date %s does not jump to the top of the queue', async (_, createdAt) => {
    const channelRef = await aChannelRef();
    await ingest({ ...channelRef, events: [aComment('forged', { createdAt, threadExternalId: 'forged' })] });
    const [forged] = await messagesOf(channelRef);
    const aheadMs = (forged?.createdAt.getTime() ?? Infinity) - Date.now();
    expect(aheadMs).toBeLessThan(1000);
    expect(aheadMs).toBeGreaterThan(-HOUR);
    expect(forged?.item.lastActivityAt).toEqual(forged?.createdAt);
  });

  test('an edit dated in the future does not block later edits', async () => {
    const channelRef = await aChannelRef();
    const future = new Date(Date.now() + 365 * 24 * HOUR);
    await ingest({ ...channelRef, events: [aComment('a')] });
    await ingest({ ...channelRef, events: [aComment('a', { text: 'forged', editedAt: future })] });
    await ingest({ ...channelRef, events: [aComment('a', { text: 'then', editedAt: new Date(Date.now() + 30_000) })] });
    expect(await messagesOf(channelRef)).toMatchObject([{ text: 'then' }]);
  });
});

describe('addresses in messages', () => {
  const bad = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
  ];
  const tooLong = `https://a.test/${'a'.repeat(5000)}`;
  test.each(
    [...bad, 'vbscript:x', '//evil.test', 'https://', 'http://[', tooLong].map((url) => [url.slice(0, 40), url]),
  )('the address %s is not stored with a message', async (_, url) => {
    const channelRef = await aChannelRef();
    const author = { ...lea, externalId: url.slice(0, 50).replace('\n', ''), avatarUrl: url, profileUrl: url };
    const attachments: InboundAttachment[] = [
      { kind: 'link', url },
      { kind: 'link', url: 'https://example.test/', previewUrl: url },
    ];
    const post = { externalId: 'post-1', author, isOwn: true, text: '', url, attachments, createdAt: new Date() };
    await ingest({ ...channelRef, events: [aComment('a', { author, url, attachments })], posts: [post] });
    const [message] = await messagesOf(channelRef);
    expect(message).toMatchObject({ url: null, identity: { avatarUrl: null, profileUrl: null } });
    expect(message?.attachments).toMatchObject([{ url: 'https://example.test/', previewUrl: null }]);
    const [stored] = await database().prisma.post.findMany({ where: { channelId: channelRef.channelId } });
    expect(stored).toMatchObject({ url: null, authorAvatarUrl: null });
    expect(stored?.attachments).toEqual([{ kind: 'link', url: 'https://example.test/' }]);
  });

  test('a user name and password are removed from an address', async () => {
    const channelRef = await aChannelRef();
    await ingest({ ...channelRef, events: [aComment('a', { url: 'https://me:secret@example.test/a?b#c' })] });
    expect(await messagesOf(channelRef)).toMatchObject([{ url: 'https://example.test/a?b#c' }]);
  });

  test('the database accepts only web addresses, whoever writes them', async () => {
    const { workspaceId, channelId } = await aChannelRef();
    const write = database().prisma.channel.updateMany({
      where: { workspaceId, id: channelId },
      data: { profileUrl: 'javascript:alert(1)' },
    });
    await expect(write).rejects.toThrow(/channel_addresses/);
  });
});

describe('events that cannot be stored', () => {
  const marker = 'the database refuses this text';
  const refuse = async () =>
    await database().prisma.$executeRawUnsafe(
      `ALTER TABLE "message" ADD CONSTRAINT "refuses" CHECK ("text" NOT LIKE '${marker}%')`,
    );
  afterEach(async () => {
    await database().prisma.$executeRawUnsafe(`ALTER TABLE "message" DROP CONSTRAINT IF EXISTS "refuses"`);
  });
  const rejectedOf = async ({ admin, channelId }: ChannelRef) => (await getChannel(admin, { channelId })).rejected;

  test('ids that differ only in a NUL are not confused, and the bad one is rejected with a reason', async () => {
    const channelRef = await aChannelRef();
    const { newMessages, rejected } = await ingest({
      ...channelRef,
      events: [aComment('a'), aComment('a\0'), aComment('b')],
    });
    expect([newMessages, rejected]).toEqual([2, 1]);
    expect((await messagesOf(channelRef)).map(({ externalId }) => externalId)).toEqual(['a', 'b']);
    expect(await rejectedOf(channelRef)).toMatchObject({
      events: 1,
      latest: [{ type: 'message', externalId: 'a\\u0000', reason: 'bad_id', detail: 'externalId', seen: 1 }],
    });
  });

  test('an event that the database refuses is rejected, the rest of its batch is stored and the cursor moves', async () => {
    const channelRef = await aChannelRef();
    await refuse();
    const events = Array.from({ length: 40 }, (_, n) => aComment(`m${n}`, n === 23 ? { text: `${marker}: ${n}` } : {}));
    const result = await ingest({ ...channelRef, events, cursor: { at: 'behind' } });
    expect(result).toMatchObject({ newMessages: 39, rejected: 1 });
    expect(await messagesOf(channelRef)).toHaveLength(39);
    expect(
      await database().prisma.channelCursor.findFirst({ where: { channelId: channelRef.channelId } }),
    ).toMatchObject({
      value: { at: 'behind' },
    });
    expect(await rejectedOf(channelRef)).toMatchObject({
      events: 1,
      latest: [{ externalId: 'm23', reason: 'not_storable', detail: expect.stringContaining('refuses') as string }],
    });
    const [stored] = await database().prisma.rejectedEvent.findMany({ where: { channelId: channelRef.channelId } });
    expect(stored?.event).toContain(`${marker}: 23`);
    expect(await ingest({ ...channelRef, events: [aComment('next')] })).toMatchObject({ newMessages: 1, rejected: 0 });
  });

  test('a rejected event is recorded once however often it is read, and forgotten after 90 days', async () => {
    const channelRef = await aChannelRef();
    for (let poll = 0; poll < 3; poll += 1) {
      await ingest({ ...channelRef, events: [aComment('a\0', { url: `https://cdn.test/?signed=${poll}` })] });
    }
    expect(await rejectedOf(channelRef)).toMatchObject({ events: 1, latest: [{ seen: 3 }] });
    await deleteOldDeliveries(new Date(Date.now() + 89 * 24 * HOUR));
    expect(await rejectedOf(channelRef)).toMatchObject({ events: 1 });
    await deleteOldDeliveries(new Date(Date.now() + 91 * 24 * HOUR));
    expect(await rejectedOf(channelRef)).toEqual({ events: 0, unreadable: 0, unreadableSince: null, latest: [] });
  });

  test('a lost lease rejects no event and leaves the cursor where it was', async () => {
    const channelRef = await aChannelRef();
    const leaseId = '00000000-0000-7000-8000-000000000000';
    await expect(ingest({ ...channelRef, leaseId, events: [aComment('a\0')], cursor: 1 })).rejects.toThrow(LeaseLost);
    expect(await rejectedOf(channelRef)).toEqual({ events: 0, unreadable: 0, unreadableSince: null, latest: [] });
  });

  test('a failure of the database itself rejects no event', async () => {
    const channelRef = await aChannelRef();
    await database().prisma.$executeRawUnsafe(`
      CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$`);
    await database().prisma.$executeRawUnsafe(
      `CREATE TRIGGER disk_full BEFORE INSERT ON "message" FOR EACH STATEMENT EXECUTE FUNCTION disk_full()`,
    );
    await expect(ingest({ ...channelRef, events: [aComment('a'), aComment('b')], cursor: 1 })).rejects.toThrow(
      'no space left',
    );
    await database().prisma.$executeRawUnsafe(`DROP TRIGGER disk_full ON "message"`);
    expect(await rejectedOf(channelRef)).toEqual({ events: 0, unreadable: 0, unreadableSince: null, latest: [] });
    expect(await database().prisma.channelCursor.count({ where: { channelId: channelRef.channelId } })).toBe(0);
    expect(await ingest({ ...channelRef, events: [aComment('a'), aComment('b')] })).toMatchObject({ newMessages: 2 });
  });

  test('another workspace cannot see the rejected events', async () => {
    const channelRef = await aChannelRef();
    const stranger = await aChannelRef();
    await ingest({ ...channelRef, events: [aComment('a\0')] });
    expect(await rejectedOf(stranger)).toEqual({ events: 0, unreadable: 0, unreadableSince: null, latest: [] });
    await expect(getChannel(stranger.admin, { channelId: channelRef.channelId })).rejects.toThrow('not_found');
  });
});
