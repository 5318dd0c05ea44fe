import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { rereadPost } from '#lib/sync/reread-post.ts';
import { createSandbox } from '#sandbox/tiktok/sandbox.ts';
import type { SandboxAnswer } from '#sandbox/kit/types.ts';
import { database } from '#tests/support/owner-database.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

const { server, sandbox } = await serveSandbox('tiktok', createSandbox);
afterAll(async () => await server.stop());

const honest = sandbox.handle.bind(sandbox);
afterEach(() => void (sandbox.handle = honest));

type Listed = Record<string, unknown>;

/** The network's lists of comments come with these entries changed. */
function listsComments(change: (comment: Listed) => unknown): void {
  sandbox.handle = async (request) => {
    const answer: SandboxAnswer = await honest(request);
    const text = answer.body === undefined ? JSON.stringify(answer.json) : String(answer.body);
    if (!request.path.includes('/comment/')) return answer;
    const json = JSON.parse(text) as { data?: { comments?: Listed[] } }; // as the sandbox wrote it
    if (json.data?.comments) Object.assign(json.data, { comments: json.data.comments.map(change) });
    const { body: _, ...rest } = answer;
    return { ...rest, json };
  };
}

/** All channels are of one brand: a test names its comments after its post. */
const textsUnder = async (channel: Awaited<ReturnType<typeof aSandboxChannel>>, post: string) =>
  (await channel.texts()).filter((text) => text.startsWith(`${post} `)).map((text) => text.slice(post.length + 1));
const broken = (comment: Listed) => ({ ...comment, create_time: { date: 'hier' } });
const rejectedOf = async ({ admin, channelRef }: Awaited<ReturnType<typeof aSandboxChannel>>) =>
  (await getChannel(admin, channelRef)).rejected;

describe('entries of a list that cannot be read', () => {
  test('one is kept and counted, and everything around it arrives', async () => {
    const channel = await aSandboxChannel('tiktok', sandbox);
    const under = sandbox.brandPosts('Une');
    const write = (text: string) => sandbox.fanWrites({ kind: 'comment', text: `Une ${text}`, under, fan: text });
    const ids = ['Avant', 'Illisible', 'Après'].map(write);
    listsComments((comment) => (comment['comment_id'] === ids[1] ? broken(comment) : comment));
    await channel.pull();
    await channel.pull();
    expect((await textsUnder(channel, 'Une')).toSorted()).toEqual(['Après', 'Avant']);
    const rejected = await rejectedOf(channel);
    expect(rejected).toMatchObject({
      events: 1,
      unreadable: 1,
      unreadableSince: expect.any(String) as string,
      latest: [
        {
          type: 'entry',
          externalId: ids[1],
          reason: 'unreadable',
          detail: expect.stringContaining('create_time') as string,
        },
      ],
    });
    const kept = await database().prisma.rejectedEvent.findMany({ where: channel.channelRef });
    expect(kept[0]?.event).toContain('Illisible');

    // A version that can read it reads the post again: the comment arrives, and nothing is left to be listed.
    sandbox.handle = honest;
    const post = await database().prisma.post.findFirstOrThrow({
      where: { ...channel.channelRef, externalId: under },
      select: { id: true },
    });
    await channel.change({ createdAt: new Date(0) });
    await rereadPost({ ...channel.channelRef, postId: post.id });
    expect((await textsUnder(channel, 'Une')).toSorted()).toEqual(['Après', 'Avant', 'Illisible']);
    expect(await rejectedOf(channel)).toMatchObject({ events: 0, unreadable: 0, unreadableSince: null });
  });

  test('a page of nothing else is gone past, and each is listed once', async () => {
    const channel = await aSandboxChannel('tiktok', sandbox);
    const under = sandbox.brandPosts('Page');
    const write = (n: number) =>
      sandbox.fanWrites({ kind: 'comment', text: `Page ${n}`, under, fan: `page${n}`, agoMs: (60 - n) * 60_000 });
    const ids = Array.from({ length: 60 }, (_, n) => write(n));
    // The newest 30 are the first page.
    const lost = new Set(ids.slice(30));
    listsComments((comment) => (lost.has(String(comment['comment_id'])) ? broken(comment) : comment));
    await channel.pull();
    await channel.pull();
    expect(await textsUnder(channel, 'Page')).toHaveLength(30);
    expect(await rejectedOf(channel)).toMatchObject({ events: 30, unreadable: 30 });
  });

  test('a comment that can no longer be read was not deleted', async () => {
    const channel = await aSandboxChannel('tiktok', sandbox);
    const under = sandbox.brandPosts('Connue');
    const write = (text: string) => sandbox.fanWrites({ kind: 'comment', text: `Connue ${text}`, under, fan: text });
    const known = write('Déjà lue');
    await channel.pull();
    write('Une autre');
    listsComments((comment) => (comment['comment_id'] === known ? broken(comment) : comment));
    await channel.pull();
    expect((await textsUnder(channel, 'Connue')).toSorted()).toEqual(['Déjà lue', 'Une autre']);
    const deleted = { ...channel.channelRef, deletedAt: { not: null } };
    expect(await database().prisma.message.count({ where: deleted })).toBe(0);
    // It is gone once the network says so.
    sandbox.handle = honest;
    sandbox.fanDeletes(known);
    write('Encore une');
    write('La dernière');
    await channel.pull();
    expect(await database().prisma.message.count({ where: deleted })).toBe(1);
  });

  test('an entry without an id is listed once, however its counts change', async () => {
    const channel = await aSandboxChannel('tiktok', sandbox);
    const under = sandbox.brandPosts('Anonyme');
    sandbox.fanWrites({ kind: 'comment', text: 'Anonyme', under, fan: 'anonyme' });
    let likes = 0;
    listsComments((comment) => {
      if (!String(comment['text']).startsWith('Anonyme')) return comment;
      const { comment_id: _, ...rest } = comment;
      return { ...rest, likes: (likes += 1) };
    });
    await channel.pull();
    await channel.change({ comparedAt: null });
    sandbox.fanWrites({ kind: 'comment', text: 'Anonyme aussi', under, fan: 'aussi' });
    await channel.pull();
    const rejected = await rejectedOf(channel);
    expect(rejected).toMatchObject({ unreadable: 2 });
    expect(Math.max(...rejected.latest.map(({ seen }) => seen))).toBeGreaterThan(1);
  });
});
