import { afterAll, expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { processDeliveries } from '#lib/sync/deliveries/process-deliveries.ts';
import { receiveDelivery } from '#lib/sync/deliveries/receive-delivery.ts';
import { reply } from '#lib/outbox/reply.ts';
import { sendAction } from '#lib/outbox/send-action.ts';
import { createSandbox as createFacebook } from '#sandbox/facebook/sandbox.ts';
import { createSandbox as createYoutube } from '#sandbox/youtube/sandbox.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

process.env.PARVIS_UNDO_SECONDS = '0';

const { server, sandbox, calls, faults } = await serveSandbox('facebook', createFacebook);
const youtube = await serveSandbox('youtube', createYoutube);
afterAll(async () => await Promise.all([server.stop(), youtube.server.stop()]));

const MINUTE_MS = 60_000;
const ago = (ms: number) => new Date(Date.now() - ms);

const channel = await aSandboxChannel('facebook', sandbox);

/** A post on the Page, which was read five minutes ago. */
async function aPage() {
  const post = sandbox.brandPosts('On en parle ?');
  await channel.pull();
  sandbox.takeDeliveries();
  const since = new Date();
  const read = async (externalId: string) =>
    await database().prisma.message.findFirstOrThrow({ where: { workspaceId: channel.workspaceId, externalId } });
  return {
    ...channel,
    read,
    comment: (text: string) => sandbox.fanWrites({ kind: 'comment', text, under: post }),
    /** Delivers the network's webhooks as if they had come after the last pull, some time ago. */
    hear: async (afterMs: number = 2 * MINUTE_MS) => {
      for (const request of sandbox.takeDeliveries()) {
        expect(await receiveDelivery({ network: 'facebook' }, request)).toMatchObject({ status: 200 });
      }
      await processDeliveries(channel.channelRef);
      const { workspaceId } = channel;
      const where = { workspaceId, receivedAt: { gte: since } };
      await database().prisma.message.updateMany({ where, data: { receivedAt: ago(afterMs) } });
      await channel.change({ lastPullAt: ago(5 * MINUTE_MS) });
    },
    /** The comment is deleted without a webhook. */
    takeBack: (id: string) => {
      sandbox.fanDeletes(id);
      sandbox.takeDeliveries();
    },
  };
}

test('a comment that a webhook reported and that was deleted before it was read is marked deleted', async () => {
  const page = await aPage();
  const [stays, goes] = [page.comment('Je reste'), page.comment('Je pars')];
  await page.hear();
  page.takeBack(goes);
  await page.pull();
  expect((await page.read(goes)).deletedAt).not.toBeNull();
  expect((await page.read(stays)).deletedAt).toBeNull();
});

test('a comment reported a moment ago is confirmed by the next pull, since it may not be visible yet', async () => {
  const page = await aPage();
  const goes = page.comment('À peine là');
  await page.hear(0);
  page.takeBack(goes);
  await page.pull();
  expect((await page.read(goes)).deletedAt).toBeNull();
  await database().prisma.message.updateMany({
    where: { workspaceId: page.workspaceId, externalId: goes },
    data: { receivedAt: ago(2 * MINUTE_MS) },
  });
  await page.change({ lastPullAt: ago(2 * MINUTE_MS) });
  await page.pull();
  expect((await page.read(goes)).deletedAt).not.toBeNull();
});

test('a message that was pulled or already confirmed is not requested again', async () => {
  const page = await aPage();
  const [read, gone] = [page.comment('Lu'), page.comment('Repris')];
  await page.hear();
  page.takeBack(gone);
  calls.length = 0;
  await page.pull();
  await page.pull();
  expect(calls.filter(({ path }) => path.endsWith(`/${read}`))).toEqual([]);
  expect(calls.filter(({ path }) => path.endsWith(`/${gone}`))).toHaveLength(1);
});

test('a pull confirms a limited number of messages, the newest first', async () => {
  const page = await aPage();
  const all = Array.from({ length: 203 }, (_, n) => page.comment(`Éclair ${n}`));
  await page.hear();
  for (const id of all) page.takeBack(id);
  calls.length = 0;
  await page.pull();
  const asked = all.filter((id) => calls.some(({ path }) => path.endsWith(`/${id}`)));
  expect(asked).toHaveLength(200);
});

test('a failed confirmation is repeated by the next pull', async () => {
  const page = await aPage();
  const goes = page.comment('Entre deux pannes');
  await page.hear();
  page.takeBack(goes);
  const take = faults.take.bind(faults);
  // Every second call succeeds.
  faults.take = (...call) =>
    calls.at(-1)?.path.endsWith('/published_posts') ? { kind: 'server_error' } : take(...call);
  await page.pull();
  faults.take = take;
  expect((await page.read(goes)).deletedAt).toBeNull();
  await page.pull();
  expect((await page.read(goes)).deletedAt).not.toBeNull();
});

test('a review is confirmed once more after its hourly list should have shown it', async () => {
  const page = await aPage();
  const goes = sandbox.fanWrites({ kind: 'review', text: 'Très bien' });
  sandbox.fanWrites({ kind: 'review', text: 'Bien aussi', fan: 'noa' });
  await page.hear();
  await page.pull();
  expect((await page.read(goes)).deletedAt).toBeNull();
  page.takeBack(goes);
  await database().prisma.message.updateMany({
    where: { workspaceId: page.workspaceId, externalId: goes },
    data: { receivedAt: ago(2 * 60 * MINUTE_MS + 2 * MINUTE_MS) },
  });
  await page.change({ lastPullAt: ago(5 * MINUTE_MS) });
  await page.pull();
  expect((await page.read(goes)).deletedAt).not.toBeNull();
});

test('a reply that vanished with the comment it answers is marked deleted', async () => {
  const post = youtube.sandbox.brandPosts('Une vidéo');
  const question = youtube.sandbox.fanWrites({ kind: 'comment', text: 'Une question ?', under: post });
  const channel = await aSandboxChannel('youtube', youtube.sandbox);
  await channel.pull();
  const where = { workspaceId: channel.workspaceId };
  const asked = await database().prisma.message.findFirstOrThrow({ where: { ...where, externalId: question } });
  const { action } = await reply(channel.admin, { itemId: asked.itemId, targetId: asked.id, text: 'Une réponse' });
  await sendAction({ ...where, actionId: action.id });
  youtube.sandbox.fanDeletes(question);
  await database().prisma.action.updateMany({ where, data: { finishedAt: ago(2 * MINUTE_MS) } });
  await channel.change({ lastPullAt: ago(5 * MINUTE_MS) });
  await channel.pull();
  const sent = await database().prisma.message.findFirstOrThrow({ where: { ...where, direction: 'outbound' } });
  expect(sent).toMatchObject({ text: 'Une réponse', deletedAt: expect.any(Date) });
});
