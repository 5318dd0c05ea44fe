import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { InboundEvent, CallContext } from '#lib/networks/contract.ts';
import { threads } from '#lib/networks/threads/connector.ts';
import type { ThreadsCredentials } from '#lib/networks/threads/credentials.ts';
import { lengthOf } from '#lib/networks/threads/limits.ts';
import { createSandbox } from '#sandbox/threads/sandbox.ts';
import { serveSandboxes } from '#sandbox/kit/serve.ts';
import { actionOn, messagesIn, pullAll } from '../channel.ts';
import { startSandbox } from '../start-sandbox.ts';
import { threadsSpec } from '../spec-check/threads.ts';

const DAY_MS = 24 * 3_600_000;
type World = Awaited<ReturnType<typeof startSandbox<ThreadsCredentials>>>;

describe('Threads', () => {
  let world: World;
  let channel: Awaited<ReturnType<World['connect']>>;
  let post: string;
  beforeEach(async () => {
    world = await startSandbox({ connector: threads, createSandbox, spec: threadsSpec });
    channel = await world.connect();
    post = world.brandPosts('On ouvre demain');
  });
  afterEach(() => world.stop());
  const pull = (cursor?: unknown) => pullAll(threads, channel, cursor);
  const find = (events: InboundEvent[], id: string) => messagesIn(events).find(({ externalId }) => externalId === id);
  const heard = async (words: Parameters<World['sandbox']['fanWrites']>[0]) => {
    const id = world.sandbox.fanWrites(words);
    return find((await pull()).events, id);
  };
  const image = (number: number) => ({
    bytes: new Uint8Array(9),
    mimeType: 'image/png',
    altText: 'La vitrine',
    publicUrl: `https://parvis.example/${number}.png`,
  });

  test('an answer that awaits approval is held, and can be approved or ignored', async () => {
    const [one, other] = ['Premier', 'Second'].map((text) =>
      world.sandbox.fanWrites({ kind: 'comment', text, under: post, variant: 'held' }),
    );
    const { events, cursor } = await pull();
    const [first, second] = [find(events, one ?? ''), find(events, other ?? '')];
    expect(first).toMatchObject({ variant: 'held', threadExternalId: post });
    await expect(
      threads.perform(channel, actionOn(threads, 'reply', first, { text: 'Bonjour' })),
    ).rejects.toMatchObject({ reason: 'replies_not_allowed' });
    const approval = actionOn(threads, 'unhide', first);
    expect(await threads.findPerformed(channel, approval)).toBeNull();
    await threads.perform(channel, approval);
    expect(await threads.findPerformed(channel, approval)).toEqual({});
    await threads.perform(channel, actionOn(threads, 'hide', second));
    expect(find((await pull(cursor)).events, one ?? '')).toMatchObject({ text: 'Premier' });
    expect(world.sandbox.publicPage()).toContain('Premier');
    expect(world.sandbox.publicPage()).not.toContain('Second');
  });

  test('an edge that does not have a field is read without it, and asked for it once', async () => {
    for (const field of ['alt_text', 'link_attachment_url']) world.sandbox.withhold?.(`${field} of conversation`);
    const id = world.sandbox.fanWrites({ kind: 'comment', text: 'Bonjour', under: post });
    const refusals = () =>
      (world.server.networks.get('threads')?.calls ?? []).filter(({ status }) => status === 400).length;
    const { events, cursor } = await pull();
    expect(find(events, id)).toMatchObject({ text: 'Bonjour' });
    expect(refusals()).toBe(2);
    const second = world.sandbox.fanWrites({ kind: 'comment', text: 'Encore', under: post });
    channel.advance(DAY_MS);
    expect(find((await pull(cursor)).events, second)).toMatchObject({ text: 'Encore' });
    expect(refusals()).toBe(2);
  });

  test('a deleted answer far down is found too, without a webhook', async () => {
    // No published sample shows a second page, so the specification cannot check it.
    const crowded = await startSandbox({ connector: threads, createSandbox });
    onTestFinished(() => crowded.stop());
    const reader = await crowded.connect();
    const under = crowded.brandPosts('On ouvre demain');
    const [oldest = ''] = Array.from({ length: 130 }, (_, number) =>
      crowded.sandbox.fanWrites({ kind: 'comment', text: `Réponse ${number}`, under, agoMs: (200 - number) * 1000 }),
    );
    const first = await pullAll(threads, reader);
    expect(messagesIn(first.events)).toHaveLength(130);
    crowded.sandbox.fanDeletes(oldest);
    const found: InboundEvent[] = [];
    let { cursor } = first;
    for (let day = 0; day < 3; day += 1) {
      reader.advance(DAY_MS);
      const next = await pullAll(threads, reader, cursor);
      found.push(...next.events);
      cursor = next.cursor;
    }
    expect(found.filter(({ type }) => type === 'message_deleted')).toMatchObject([{ externalId: oldest }]);
  });

  test('an answer to an answer cannot be hidden alone', async () => {
    const top = await heard({ kind: 'comment', text: 'Où ?', under: post });
    const nested = await heard({ kind: 'comment', text: 'Ici', fan: 'lou', under: top?.externalId ?? '' });
    expect(nested).toMatchObject({ threadExternalId: post, parentExternalId: top?.externalId });
    await expect(threads.perform(channel, actionOn(threads, 'hide', nested))).rejects.toMatchObject({
      reason: 'top_level_only',
    });
  });

  test('a mention under the brand’s own post is reported once, as a comment', async () => {
    const id = world.sandbox.fanWrites({ kind: 'comment', text: '@maison.parvis alors ?', under: post });
    const { events } = await pull();
    expect(messagesIn(events).filter(({ externalId }) => externalId === id)).toMatchObject([{ kind: 'comment' }]);
  });

  test('a quote of the brand is a mention', async () => {
    expect(await heard({ kind: 'mention', text: 'À voir' })).toMatchObject({ variant: 'quote' });
    const named = await heard({ kind: 'mention', text: 'Chez @maison.parvis' });
    expect(named?.variant).toBeUndefined();
  });

  test('pictures are sent as public addresses', async () => {
    const message = await heard({ kind: 'comment', text: 'Une photo ?', under: post });
    const one = actionOn(threads, 'reply', message, { text: 'Voici', attachments: [image(1)] });
    const two = actionOn(threads, 'reply', message, { text: 'Et deux', attachments: [image(1), image(2)] });
    for (const action of [one, two]) await threads.perform(channel, action);
    expect(world.sandbox.publicPage().match(/https:\/\/parvis\.example\/\d\.png/g)).toHaveLength(3);
    const text = actionOn(threads, 'reply', message, {
      text: '',
      attachments: [{ ...image(1), mimeType: 'image/webp' }],
    });
    await expect(threads.perform(channel, text)).rejects.toMatchObject({ reason: 'attachment_refused' });
  });

  test('an emoji counts as many characters as it has bytes', async () => {
    expect(lengthOf('é👍')).toBe(5);
    const message = await heard({ kind: 'comment', text: 'Long ?', under: post });
    const send = (text: string) => threads.perform(channel, actionOn(threads, 'reply', message, { text }));
    await expect(send('👍'.repeat(126))).rejects.toMatchObject({ reason: 'text_too_long' });
    expect((await send('👍'.repeat(125))).externalId).toBeTruthy();
  });

  test('a failed container leaves the outcome certain: nothing was sent', async () => {
    await world.stop();
    const isContainer = ({ method, path }: { method: string; path: string }) =>
      method === 'POST' && path.endsWith('/me/threads');
    world = await startSandbox({
      connector: threads,
      createSandbox: (given) => ({ ...createSandbox(given), isWrite: isContainer }),
    });
    channel = await world.connect();
    const message = await heard({ kind: 'comment', text: 'Allô ?', under: world.brandPosts('Bonjour') });
    world.fail('write', { kind: 'cut', when: 'after' });
    const action = actionOn(threads, 'reply', message, { text: 'Oui' });
    await expect(threads.perform(channel, action)).rejects.toMatchObject({ kind: 'unavailable' });
    await threads.perform(channel, action);
    expect(world.answersTo(message?.externalId ?? '')).toEqual(['Oui']);
  });

  test('a publication with an unknown outcome is repeated with the same container', async () => {
    const message = await heard({ kind: 'comment', text: 'Allô ?', under: post });
    const action = actionOn(threads, 'reply', message, { text: 'Oui' });
    world.fail('write', { kind: 'cut', when: 'before' });
    await expect(threads.perform(channel, action)).rejects.toMatchObject({ kind: 'outcome_unknown' });
    expect(await threads.findPerformed(channel, action)).toBeNull();
    await threads.perform(channel, action);
    const made = world.server.networks
      .get('threads')
      ?.calls.filter(({ method, path }) => method === 'POST' && path === '/v1.0/me/threads');
    expect(made).toHaveLength(1);
  });

  test('a published answer that is not listed yet is unknown, and is not sent again', async () => {
    const message = await heard({ kind: 'comment', text: 'Allô ?', under: post });
    const action = actionOn(threads, 'reply', message, { text: 'Oui' });
    world.fail('write', { kind: 'cut', when: 'after' });
    await expect(threads.perform(channel, action)).rejects.toMatchObject({ kind: 'outcome_unknown' });
    const later = { ...action, requestedAt: new Date(Date.now() + DAY_MS) };
    expect(await threads.findPerformed(channel, later)).toBe('unknown');
    await expect(threads.perform(channel, later)).rejects.toMatchObject({ kind: 'outcome_unknown' });
    expect(world.answersTo(message?.externalId ?? '')).toEqual(['Oui']);
  });

  test('the daily check learns how many of the day’s replies are left', async () => {
    const learnt: Record<string, unknown> = {};
    channel.rateLimiter.learn = (name, said) => Promise.resolve(void (learnt[name] = said));
    await threads.checkCredentials?.(channel);
    expect(learnt).toMatchObject({ replies: { limit: 1000, remaining: 1000 }, deletions: { limit: 100 } });
  });

  describe('deliveries of Threads', () => {
    const value = {
      id: '8901234',
      username: 'test_username',
      text: 'Une réponse',
      media_type: 'TEXT_POST',
      replied_to: { id: '567890' },
      shortcode: 'Pp',
      timestamp: '2026-08-12T18:00:00+0000',
    };
    const delivery = (field: string, given: object, target = '78901') =>
      JSON.stringify({
        app_id: '123456',
        topic: 'moderate',
        target_id: target,
        time: 1786557600,
        values: { field, value: given },
      });
    const parse = async (body: string) =>
      (await threads.webhook?.parse(channel, { headers: {}, body, receivedAt: new Date() })) ?? {
        events: [],
        posts: [],
      };

    test('an answer belongs to the account of the owner of the post on top, a mention to its target', async () => {
      const { externalId, handle } = channel.account;
      const answer = delivery('replies', { ...value, root_post: { id: post, owner_id: externalId, username: handle } });
      expect(threads.webhook?.readAccountIds({ headers: {}, body: answer })).toEqual([externalId]);
      expect((await parse(answer)).events).toMatchObject([
        { kind: 'comment', threadExternalId: post, author: { externalId: 'test_username' } },
      ]);
      const mention = delivery('mentions', { ...value, is_reply: false, replied_to: undefined }, externalId);
      expect(threads.webhook?.readAccountIds({ headers: {}, body: mention })).toEqual([externalId]);
      expect((await parse(mention)).events).toMatchObject([{ kind: 'mention', externalId: '8901234' }]);
    });

    test('without the owner’s id the name decides, and another account’s delivery brings nothing', async () => {
      const root = (username: string) => delivery('replies', { ...value, root_post: { id: post, username } });
      expect((await parse(root(channel.account.handle))).events).toHaveLength(1);
      expect((await parse(root('somebody_else'))).events).toEqual([]);
    });

    test('several values in a list are read as one', async () => {
      const { externalId: owner_id } = channel.account;
      const one = { field: 'delete', value: { id: '1', owner: { owner_id }, deleted_at: '2026-08-12T19:00:00+0000' } };
      const body = JSON.stringify({ target_id: '1', values: [one, { ...one, value: { ...one.value, id: '2' } }] });
      expect((await parse(body)).events).toMatchObject([
        { type: 'message_deleted', externalId: '1', deletedAt: new Date('2026-08-12T19:00:00Z') },
        { type: 'message_deleted', externalId: '2' },
      ]);
    });

    test('what the brand publishes in another tool is its own', async () => {
      const message = await heard({ kind: 'comment', text: 'Ouvert ?', under: post });
      world.sandbox.takeDeliveries();
      const { externalId } = await threads.perform(channel, actionOn(threads, 'reply', message, { text: 'Oui' }));
      const [pushed] = world.sandbox.takeDeliveries();
      const body = new TextDecoder().decode(pushed?.body);
      expect(threads.webhook?.readAccountIds({ headers: {}, body })).toEqual([channel.account.externalId]);
      expect((await parse(body)).events).toMatchObject([
        { externalId, direction: 'outbound', contactExternalId: 'jo' },
      ]);
    });

    test('the secret of the surrounding Meta app may sign too', () => {
      world.sandbox.fanWrites({ kind: 'comment', text: 'Signé', under: post });
      const [request] = world.sandbox.takeDeliveries();
      if (!request) throw new Error('nothing was pushed');
      const { clientSecret } = world.app;
      const app = (meta: string) => ({ ...world.app, clientSecret: 'another', options: { meta_app_secret: meta } });
      expect(threads.webhook?.verify(request, app(clientSecret), new Date())).toBe('genuine');
      expect(threads.webhook?.verify(request, app('neither'), new Date())).toBe('forged');
    });
  });
});

test('a Threads account is connected through the network’s pages, and its token renewed while it is valid', async () => {
  let at = Date.now();
  const now = () => new Date(at);
  const server = await serveSandboxes(new Map([['threads', createSandbox]]), { now });
  const { sandbox, url = '' } = server.networks.get('threads') ?? {};
  const context: CallContext = {
    app: { baseUrl: url, ...sandbox?.app, options: {} },
    signal: AbortSignal.timeout(10_000),
    now,
  };
  const redirectUri = 'https://parvis.example/api/connect/threads/callback';
  const dialog = threads.oauth?.authorizeUrl({ app: context.app, redirectUri, state: 'abc', codeChallenge: '' }) ?? '';
  const href = /href="([^"]+)">Allow/.exec(await (await fetch(dialog)).text())?.[1] ?? '';
  const back = new URL(href.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))));
  const params = { code: (back.searchParams.get('code') ?? '') + back.hash };
  const [connection] = (await threads.oauth?.exchange({ params, redirectUri, codeVerifier: '' }, context)) ?? [];
  if (!connection) throw new Error('nothing was connected');
  // The token's answer has the id as a number that is too long for JavaScript.
  expect(connection.account.externalId).toBe('78901234567890123');
  await expect(threads.refresh?.(connection.credentials, context)).rejects.toMatchObject({ kind: 'unauthorized' });
  at += 30 * DAY_MS;
  expect(threads.tokenLife?.(connection.credentials).refreshAt?.getTime()).toBeLessThanOrEqual(at + 1000);
  const renewed = await threads.refresh?.(connection.credentials, context);
  expect(renewed?.accessToken).not.toBe(connection.credentials.accessToken);
  await server.stop();
});
