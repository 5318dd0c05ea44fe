import { afterAll, describe, expect, test } from 'vitest';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { findPostToReread, rereadPost } from '#lib/sync/reread-post.ts';
import { createSandbox } from '#sandbox/facebook/sandbox.ts';
import { database } from '#tests/support/owner-database.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

const { server, sandbox } = await serveSandbox('facebook', createSandbox);
afterAll(async () => await server.stop());

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ago = (ms: number) => new Date(Date.now() - ms);

describe('what reading missed', () => {
  test('a comment that was lost while another was deleted is found though the counts agree', async () => {
    const channel = await aSandboxChannel('facebook', sandbox);
    const post = sandbox.brandPosts('Équilibré');
    const write = (text: string) =>
      sandbox.fanWrites({ kind: 'comment', text, fan: text, under: post, agoMs: 30 * HOUR_MS });
    const deleted = write('Équilibré supprimé');
    write('Équilibré perdu');
    await channel.change({ createdAt: ago(40 * HOUR_MS) });
    await channel.pull();
    await channel.change({ backfilledAt: ago(30 * HOUR_MS) });
    // We lost one, and never heard that the other was deleted.
    await database().prisma.item.deleteMany({
      where: { workspaceId: channel.workspaceId, preview: 'Équilibré perdu' },
    });
    sandbox.fanDeletes(deleted);
    for (let turn = 0; turn < 3; turn += 1) {
      await channel.change({ comparedAt: null });
      await channel.pull();
    }
    const before = await channel.gaps();
    expect(before.filter(({ reason }) => reason === 'counts_differ')).toEqual([]);
    expect(await channel.texts()).not.toContain('Équilibré perdu');

    const { postId, due } = await dueAgain(channel.channelRef, 'Équilibré');
    if (!due) throw new Error('no post is due');
    await Promise.all([rereadPost(due), rereadPost(due)]);
    expect(await channel.texts()).toContain('Équilibré perdu');
    const missed = (await channel.gaps()).filter(({ reason }) => reason === 'missed');
    expect(missed).toMatchObject([{ postId, messages: 1, filledAt: expect.any(Date) as Date }]);
    const shown = (await getChannel(channel.admin, channel.channelRef)).gaps;
    expect(shown).toContainEqual(expect.objectContaining({ reason: 'missed', messages: 1 }));
    // It had its turn.
    expect((await dueAgain(channel.channelRef, 'Équilibré')).due).toBeNull();
  });

  test('a post below the ten newest, and one older than two weeks, are compared in their turn', async () => {
    const channel = await aSandboxChannel('facebook', sandbox);
    const posts = [1, 2, 3, 20].map((days) => sandbox.brandPosts(`Âgé ${days}`));
    for (const [n, under] of posts.entries()) {
      sandbox.fanWrites({ kind: 'comment', text: `Sous ${n}`, fan: `sous${n}`, under, agoMs: HOUR_MS });
    }
    for (let n = 0; n < 12; n += 1) sandbox.brandPosts(`Plus neuf ${n}`);
    await channel.pull();
    const { prisma } = database();
    const where = { workspaceId: channel.workspaceId };
    const forget = async () => {
      await channel.change({ comparedAt: null });
      const old = { createdAt: { lt: ago(14 * DAY_MS) }, comparedAt: { not: null } };
      await prisma.post.updateMany({ where: { ...where, ...old }, data: { comparedAt: ago(2 * DAY_MS) } });
    };
    for (const days of [1, 2, 3, 20]) {
      await prisma.post.updateMany({
        where: { ...where, text: `Âgé ${days}` },
        data: { createdAt: ago(days * DAY_MS), comparedAt: null },
      });
    }
    await prisma.item.deleteMany({ where: { ...where, preview: { in: ['Sous 2', 'Sous 3'] } } });
    for (let turn = 0; turn < 12; turn += 1) {
      await forget();
      await channel.pull();
    }
    const open = (await channel.gaps()).filter(({ reason }) => reason === 'counts_differ');
    const short = await prisma.post.findMany({
      where: { ...where, id: { in: open.flatMap((gap) => gap.postId ?? []) } },
    });
    expect(short.map(({ text }) => text).toSorted()).toEqual(['Âgé 20', 'Âgé 3']);
  });

  async function dueAgain(channelRef: { workspaceId: string; channelId: string }, text: string) {
    const { prisma } = database();
    const { id } = await prisma.post.findFirstOrThrow({ where: { ...channelRef, text } });
    // The brand's other posts had their turn.
    await prisma.post.updateMany({ where: { ...channelRef, id: { not: id } }, data: { rereadAt: new Date() } });
    const connector = connectorOf('facebook');
    if (!connector) throw new Error('there is no such network');
    return { postId: id, due: await findPostToReread(channelRef, { connector }) };
  }
});
