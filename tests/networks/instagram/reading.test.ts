import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InboundEvent } from '#lib/networks/contract.ts';
import { instagram } from '#lib/networks/instagram/connector.ts';
import type { InstagramCredentials } from '#lib/networks/instagram/credentials.ts';
import { createSandbox } from '#sandbox/instagram/sandbox.ts';
import { actionOn, messagesIn, pullAll } from '../channel.ts';
import { startSandbox } from '../start-sandbox.ts';

const DAY_MS = 24 * 3_600_000;

describe('reading Instagram', () => {
  let world: Awaited<ReturnType<typeof startSandbox<InstagramCredentials>>>;
  let channel: Awaited<ReturnType<typeof world.connect>>;
  let post: string;
  beforeEach(async () => {
    world = await startSandbox({ connector: instagram, createSandbox });
    channel = await world.connect();
    post = world.brandPosts('Nouvelle collection');
  });
  afterEach(() => world.stop());
  const pull = (cursor?: unknown) => pullAll(instagram, channel, cursor);
  const find = (events: InboundEvent[], id: string) => messagesIn(events).find(({ externalId }) => externalId === id);

  test('a deleted comment is noticed, and the others stay', async () => {
    const [gone, stays] = ['Oups', 'Joli !'].map((text) => world.fanComments(post, text));
    const { cursor } = await pull();
    world.fanDeletes(gone ?? '');
    const { events } = await pull(cursor);
    expect(events).toContainEqual(expect.objectContaining({ type: 'message_deleted', externalId: gone }));
    expect(events).not.toContainEqual(expect.objectContaining({ externalId: stays }));
  });

  test('only media with a changed number of comments are read', async () => {
    const other = world.brandPosts('Hier');
    world.fanComments(post, 'Un');
    world.fanComments(other, 'Deux');
    const { cursor } = await pull();
    const before = world.server.networks.get('instagram')?.calls.length ?? 0;
    world.fanComments(other, 'Trois');
    await pull(cursor);
    const calls = world.server.networks.get('instagram')?.calls.slice(before) ?? [];
    expect(calls.filter(({ path }) => path.endsWith('/comments')).map(({ path }) => path)).toEqual([
      `/v25.0/${other}/comments`,
    ]);
  });

  test('an answer to an old comment is found though newer comments come first', async () => {
    const old = world.sandbox.fanWrites({ kind: 'comment', text: 'Il y a longtemps', under: post, agoMs: 40 * DAY_MS });
    for (let number = 0; number < 120; number += 1) {
      world.sandbox.fanWrites({ kind: 'comment', text: `Mot ${number}`, under: post, agoMs: (number + 1) * 3_600_000 });
    }
    const { cursor } = await pull();
    const answer = world.sandbox.fanWrites({ kind: 'comment', text: 'Toujours là ?', fan: 'lou', under: old });
    expect(find((await pull(cursor)).events, answer)).toMatchObject({ parentExternalId: old, threadExternalId: post });
  });

  test('all answers to a comment are read, however many there are', async () => {
    const top = world.fanComments(post, 'Qui vient ?');
    const answers = Array.from({ length: 70 }, (_, number) => world.fanComments(top, `Moi ${number}`));
    const { events } = await pull();
    expect(messagesIn(events).map(({ externalId }) => externalId)).toEqual(expect.arrayContaining([top, ...answers]));
  });

  test('the brand’s answer to an answer is for the person it names', async () => {
    const top = world.sandbox.fanWrites({ kind: 'comment', text: 'Le prix ?', fan: 'ana', under: post });
    const answer = world.sandbox.fanWrites({ kind: 'comment', text: 'Pareil', fan: 'bob.b', under: top });
    const { events } = await pull();
    const action = actionOn(instagram, 'reply', find(events, answer), { text: '@bob.b 40 euros' });
    const { externalId = '' } = await instagram.perform(channel, action);
    const contact = find(events, answer)?.author.externalId;
    expect(find((await pull()).events, externalId)).toMatchObject({
      direction: 'outbound',
      contactExternalId: contact,
    });
  });

  test('a comment that was hidden elsewhere is reported as hidden', async () => {
    const id = world.fanComments(post, 'Publicité');
    const { events, cursor } = await pull();
    await instagram.perform(channel, actionOn(instagram, 'hide', find(events, id)));
    channel.advance(DAY_MS / 2);
    expect((await pull(cursor)).events).toContainEqual({ type: 'message_hidden', externalId: id, hidden: true });
  });

  test('a story mention and an answer to a story are messages with media that must not be stored', async () => {
    const mention = world.sandbox.fanWrites({ kind: 'message', text: '', variant: 'story' });
    const answer = world.sandbox.fanWrites({ kind: 'message', text: 'Superbe', variant: 'story_reply' });
    const { events } = await pull();
    expect(find(events, mention)).toMatchObject({ variant: 'story', attachments: [{ isEphemeral: true }] });
    expect(find(events, answer)).toMatchObject({ variant: 'story_reply', attachments: [{ isEphemeral: true }] });
  });

  test('the twenty latest messages of a conversation are read', async () => {
    const written = Array.from({ length: 25 }, (_, number) =>
      world.sandbox.fanWrites({ kind: 'message', text: `Message ${number}`, fan: 'ana', agoMs: (30 - number) * 1000 }),
    );
    const { events } = await pull();
    expect(messagesIn(events).map(({ externalId }) => externalId)).toEqual(written.slice(-20));
  });

  test('a photo tag is a mention', async () => {
    const id = world.sandbox.fanWrites({ kind: 'mention', text: 'En ville', variant: 'tag' });
    expect(find((await pull()).events, id)).toMatchObject({ kind: 'mention', variant: 'tag', text: 'En ville' });
  });

  test('the network’s number of comments includes answers', async () => {
    const top = world.fanComments(post, 'Un');
    world.fanComments(top, 'Deux');
    expect(await instagram.reportedCounts(channel, [post, '17900000000000000'])).toEqual(new Map([[post, 2]]));
  });

  test('a comment can be read again by its id', async () => {
    const id = world.fanComments(post, 'Encore là');
    const message = find((await pull()).events, id);
    const held = {
      externalId: id,
      kind: 'comment' as const,
      threadExternalId: post,
      reference: message?.reference ?? {},
    };
    expect((await instagram.recheck?.(channel, [held]))?.[0]).toMatchObject({ externalId: id, text: 'Encore là' });
    world.fanDeletes(id);
    expect(await instagram.recheck?.(channel, [held])).toEqual([
      expect.objectContaining({ type: 'message_deleted', externalId: id }),
    ]);
  });
});
