import { afterAll, describe, expect, test } from 'vitest';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { fillGap, findFillableGaps } from '#lib/sync/fill-gap.ts';
import { findUnfinishedBackfills } from '#lib/sync/find-unfinished-backfills.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { createSandbox } from '#sandbox/facebook/sandbox.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

const { server, sandbox } = await serveSandbox('facebook', createSandbox);
afterAll(async () => await server.stop());

const HOUR_MS = 3_600_000;
const OLD = 200;
let latest = '';
const ago = (ms: number) => new Date(Date.now() - ms);

describe('reading the history', () => {
  test('the history of a channel is read in jobs of its own, while new messages are read first', async () => {
    for (let n = 0; n < OLD; n += 1) {
      const post = n % 10 === 0 ? sandbox.brandPosts(`Article ${n}`) : latest;
      latest = post;
      const agoMs = (n + 1) * 6 * HOUR_MS;
      sandbox.fanWrites({ kind: 'comment', text: `Ancien ${n}`, fan: `fan${n}`, under: post, agoMs });
    }
    const channel = await aSandboxChannel('facebook', sandbox);
    await channel.pull({ historyMs: 0 });
    const begun = await getChannel(channel.admin, channel.channelRef);
    expect(begun.health).toMatchObject({ isBackfilling: true, backfill: { isDone: false } });
    expect(await findUnfinishedBackfills(100)).toContainEqual(channel.channelRef);
    const heldFirst = (await channel.texts()).length;
    expect(heldFirst).toBeLessThan(OLD);

    // A news pull finds what is new, though there is much history left.
    sandbox.fanWrites({ kind: 'comment', text: 'Tout neuf', fan: 'ana', under: sandbox.brandPosts('Neuf') });
    await channel.pull({ historyMs: 0 });
    expect(await channel.texts()).toContain('Tout neuf');

    for (let turn = 0; turn < 20; turn += 1) await channel.pull({ isHistory: true, historyMs: 0 });
    const done = await getChannel(channel.admin, channel.channelRef);
    expect(done.health).toMatchObject({ isBackfilling: false, backfill: { isDone: true } });
    expect((await channel.texts()).filter((text) => text.startsWith('Ancien'))).toHaveLength(OLD);
    expect(await findUnfinishedBackfills(100)).not.toContainEqual(channel.channelRef);
  });
});

describe('reading news', () => {
  test('one pull reads all new messages, however many pages they fill', async () => {
    const channel = await aSandboxChannel('facebook', sandbox);
    await channel.pull();
    const post = sandbox.brandPosts('Une foule');
    for (let n = 0; n < 250; n += 1) {
      sandbox.fanWrites({ kind: 'comment', text: `Foule ${n}`, fan: `foule${n}`, under: post });
    }
    await channel.pull({ historyMs: 0 });
    expect((await channel.texts()).filter((text) => text.startsWith('Foule'))).toHaveLength(250);
  });

  test('a pull that leaves news for later continues at once and closes no gap before', async () => {
    const channel = await aSandboxChannel('facebook', sandbox);
    await channel.pull();
    const lastPullAt = ago(5 * HOUR_MS);
    await channel.change({ lastPullAt });
    const post = sandbox.brandPosts('Un monde fou');
    for (let n = 0; n < 250; n += 1) {
      sandbox.fanWrites({ kind: 'comment', text: `Monde ${n}`, fan: `monde${n}`, under: post });
    }
    const countStored = async () => (await channel.texts()).filter((text) => text.startsWith('Monde')).length;
    await channel.pull({ newsMs: 0 });
    expect(await countStored()).toBeLessThan(250);
    expect(await channel.gaps()).toMatchObject([{ reason: 'outage', fromAt: lastPullAt, filledAt: null }]);
    const row = await channel.change({});
    expect(row).toMatchObject({ lastPullAt, pullLeaseId: null });
    expect(row.nextPullAt?.getTime()).toBeLessThanOrEqual(Date.now());
    await channel.pull();
    expect(await countStored()).toBe(250);
    expect(await channel.gaps()).toMatchObject([{ filledAt: expect.any(Date), messages: 250 }]);
  });
});

describe('gaps', () => {
  test('a gap stays open while the channel waits to be reconnected, and the next pull fills it', async () => {
    const channel = await aSandboxChannel('facebook', sandbox);
    await channel.pull();
    const error = new NetworkError('unauthorized', 'bad_credentials');
    await inWorkspace(channel.workspaceId, (tx) => markReconnect(tx, channel.workspaceId, channel.channelId, error));
    await inWorkspace(channel.workspaceId, (tx) => markReconnect(tx, channel.workspaceId, channel.channelId, error));
    expect(await channel.gaps()).toMatchObject([{ reason: 'reconnected', filledAt: null, messages: 0 }]);

    const post = sandbox.brandPosts('Pendant la coupure');
    for (const fan of ['ana', 'bo']) sandbox.fanWrites({ kind: 'comment', text: 'Manqué', fan, under: post });
    await channel.change({ status: 'connected' });
    await channel.pull();
    const [gap] = (await getChannel(channel.admin, channel.channelRef)).gaps;
    expect(gap).toMatchObject({ reason: 'reconnected', messages: 2 });
    expect(gap?.filledAt).not.toBeNull();
  });

  test('a gap is recorded when a channel was not read for long, whoever was down', async () => {
    const channel = await aSandboxChannel('facebook', sandbox);
    await channel.pull();
    await channel.pull();
    expect(await channel.gaps()).toEqual([]);
    const lastPullAt = ago(12 * HOUR_MS);
    await channel.change({ lastPullAt });
    await channel.pull();
    expect(await channel.gaps()).toMatchObject([
      { reason: 'outage', fromAt: lastPullAt, filledAt: expect.any(Date) as Date },
    ]);
  });

  test('a gap is recorded when a pull finds a message that no webhook reported', async () => {
    const channel = await aSandboxChannel('facebook', sandbox);
    await channel.change({ createdAt: ago(2 * HOUR_MS) });
    await channel.pull();
    const write = (text: string) => {
      const under = sandbox.brandPosts(`Article ${text}`);
      sandbox.fanWrites({ kind: 'comment', text, fan: 'ana', under, agoMs: HOUR_MS });
    };
    write('Sans webhook');
    await channel.pull();
    expect(await channel.gaps()).toEqual([]);

    await channel.change({ lastWebhookAt: new Date() });
    write('Perdu');
    await channel.pull();
    write('Perdu aussi');
    await channel.pull();
    expect(await channel.texts()).toEqual(expect.arrayContaining(['Perdu', 'Perdu aussi']));
    expect(await channel.gaps()).toMatchObject([
      { reason: 'webhook_lost', messages: 2, filledAt: expect.any(Date) as Date },
    ]);
  });

  test('a gap under a post whose comment count differs twice is filled by reading the post again', async () => {
    const channel = await aSandboxChannel('facebook', sandbox);
    const post = sandbox.brandPosts('Compté');
    for (const fan of ['ana', 'bo']) sandbox.fanWrites({ kind: 'comment', text: `Compté ${fan}`, fan, under: post });
    const other = sandbox.brandPosts('Vidé');
    const deleted = sandbox.fanWrites({ kind: 'comment', text: 'Effacé', fan: 'cy', under: other });
    await channel.pull();
    const { proof: whole } = await getChannel(channel.admin, channel.channelRef);
    // What is deleted there and not yet here does not make up for what is lost.
    sandbox.fanDeletes(deleted);
    // We lost it; the network still has it.
    await database().prisma.item.deleteMany({ where: { workspaceId: channel.workspaceId, preview: 'Compté bo' } });
    await channel.change({ comparedAt: null });
    await channel.pull();
    expect(await channel.gaps()).toEqual([]);
    const { proof: once } = await getChannel(channel.admin, channel.channelRef);
    expect(once).toMatchObject({ missing: 0, onTheirWay: whole.onTheirWay + 1 });
    await channel.change({ comparedAt: null });
    await channel.pull();
    const { proof: twice } = await getChannel(channel.admin, channel.channelRef);
    expect(twice).toMatchObject({ missing: 1, onTheirWay: whole.onTheirWay });
    const [gap] = await channel.gaps();
    expect(gap).toMatchObject({ reason: 'counts_differ', filledAt: null });
    const gapRef = { workspaceId: channel.workspaceId, gapId: gap?.id ?? '' };
    expect(await findFillableGaps(1000)).toContainEqual(gapRef);
    await Promise.all([fillGap(gapRef), fillGap(gapRef)]);
    expect(await channel.texts()).toContain('Compté bo');
    expect(await channel.gaps()).toMatchObject([{ messages: 1, filledAt: expect.any(Date) as Date }]);
    expect(await findFillableGaps(1000)).not.toContainEqual(gapRef);
  });
});
