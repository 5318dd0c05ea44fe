import { describe, expect, test } from 'vitest';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { database } from '#tests/support/owner-database.ts';
import { findWaitingDeliveries } from '#lib/sync/deliveries/find-waiting.ts';
import { replayUnrouted } from '#lib/sync/deliveries/unrouted.ts';
import { deleteOldDeliveries } from '#lib/sync/deliveries/delete-old-deliveries.ts';
import { DELIVERY_LIMIT } from '#lib/sync/deliveries/types.ts';
import {
  aPage,
  APP,
  ask,
  comment,
  deliver,
  deliveriesOf,
  pushed,
  recommendation,
  signatureOf,
  textsOf,
  work,
} from './page.ts';

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);
const unroutedOf = async (text: string) =>
  await database().prisma.unroutedDelivery.findMany({ where: { body: { contains: text } } });

describe('receiving a webhook', () => {
  test('a genuine webhook is stored before it is answered and processed later', async () => {
    const page = await aPage();
    const answer = await deliver(recommendation(page.pageId, 'Très bon accueil'));
    expect(answer.status).toBe(200);
    expect(await deliveriesOf(page)).toMatchObject([{ state: 'received', attempts: 0 }]);
    expect(await textsOf(page)).toEqual([]);
    await work(page);
    expect(await textsOf(page)).toEqual(['Très bon accueil']);
    expect(await deliveriesOf(page)).toMatchObject([{ state: 'processed', attempts: 1, error: null }]);
  });

  test('an unsigned or altered webhook is not stored', async () => {
    const page = await aPage();
    const body = recommendation(page.pageId, 'Forged');
    for (const signature of ['', 'sha256=00', signatureOf(body, 'another secret'), signatureOf(`${body} `)]) {
      const answer = await deliver(body, { signature });
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain('Forged');
    }
    expect(await deliveriesOf(page)).toEqual([]);
    expect(await unroutedOf('Forged')).toEqual([]);
  });

  test('the handshake of a webhook is answered only with the right secret', async () => {
    const right = await ask(`hub.mode=subscribe&hub.verify_token=${APP.verifyToken}&hub.challenge=4711`);
    expect([right.status, await right.text()]).toEqual([200, '4711']);
    expect((await ask('hub.mode=subscribe&hub.verify_token=guess&hub.challenge=4711')).status).toBe(403);
  });

  test('a webhook of an unknown network, of a network without webhooks, or beyond the size limit is refused', async () => {
    expect((await deliver('{}', { network: 'nowhere' })).status).toBe(404);
    expect((await deliver('{}', { network: 'bluesky' })).status).toBe(404);
    expect((await deliver('x'.repeat(DELIVERY_LIMIT + 1))).status).toBe(413);
    expect((await ask('')).status).toBe(405);
  });

  test('no header with a secret is stored with a webhook', async () => {
    const page = await aPage();
    const headers = {
      cookie: 'session=1',
      authorization: 'Bearer 2',
      'x-forwarded-for': '10.0.0.1',
      'x-event': 'feed',
    };
    await deliver(recommendation(page.pageId, 'En-têtes'), { headers });
    const [delivery] = await deliveriesOf(page);
    expect(delivery?.headers).toEqual({ 'content-type': 'application/json', 'x-event': 'feed' });
  });

  test('a webhook for a Page connected in two workspaces reaches both, but not one that disconnected it', async () => {
    const one = await aPage();
    const two = await aPage({ pageId: one.pageId });
    const gone = await aPage({ pageId: one.pageId, status: 'disconnected' });
    await deliver(recommendation(one.pageId, 'Pour deux'));
    for (const page of [one, two]) await work(page);
    expect([await textsOf(one), await textsOf(two)]).toEqual([['Pour deux'], ['Pour deux']]);
    expect(await deliveriesOf(gone)).toEqual([]);
  });

  test('many webhooks at once are all stored, each once', async () => {
    const page = await aPage();
    const bodies = Array.from({ length: 300 }, (_, n) => recommendation(page.pageId, `Avis ${n}`));
    const answers = await Promise.all(bodies.map((body) => deliver(body)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const stored = (await deliveriesOf(page)).map(({ body }) => body);
    expect(stored.toSorted()).toEqual(bodies.toSorted());
  });
});

describe('a webhook without a channel', () => {
  test('a webhook for an unknown account is stored apart and processed once the account is connected', async () => {
    const page = await aPage({ pageId: '987654321000001' });
    await database().prisma.channel.updateMany({ where: { id: page.channelId }, data: { status: 'disconnected' } });
    expect((await deliver(recommendation(page.pageId, 'Trop tôt'))).status).toBe(200);
    expect(await unroutedOf('Trop tôt')).toMatchObject([{ reason: `unknown account: ${page.pageId}` }]);
    await replayUnrouted();
    expect(await unroutedOf('Trop tôt')).toHaveLength(1);
    await database().prisma.channel.updateMany({ where: { id: page.channelId }, data: { status: 'connected' } });
    expect(await replayUnrouted()).toMatchObject({ routed: 1 });
    await work(page);
    expect(await textsOf(page)).toEqual(['Trop tôt']);
    expect(await unroutedOf('Trop tôt')).toEqual([]);
  });

  test('a webhook whose account cannot be read is stored apart too', async () => {
    expect((await deliver('{"object": "page", "entry": 12, "oddity": 1}')).status).toBe(200);
    expect(await unroutedOf('oddity')).toMatchObject([{ reason: expect.stringContaining('unreadable') as string }]);
  });
});

describe('processing webhooks', () => {
  test('a webhook delivered three times becomes one message', async () => {
    const page = await aPage();
    const body = recommendation(page.pageId, 'Trois fois');
    for (let n = 0; n < 3; n += 1) await deliver(body);
    await Promise.all([work(page), work(page), work(page)]);
    await work(page);
    expect(await textsOf(page)).toEqual(['Trois fois']);
    expect((await deliveriesOf(page)).map(({ state }) => state)).toEqual(['processed', 'processed', 'processed']);
  });

  test('an undocumented webhook is stored and shown, and blocks no other', async () => {
    const page = await aPage();
    await deliver(pushed(page.pageId, 'feed', 'no object'));
    await deliver(recommendation(page.pageId, 'Après'));
    await work(page);
    expect(await deliveriesOf(page)).toMatchObject([
      { state: 'unreadable', error: expect.stringContaining('object') as string },
      { state: 'processed' },
    ]);
    expect(await textsOf(page)).toEqual(['Après']);
  });

  test('a webhook that needs a call waits longer each time while the network is down, the others are processed', async () => {
    const page = await aPage();
    await deliver(comment(page.pageId, 'Bonjour'));
    await deliver(recommendation(page.pageId, 'Sans appel'));
    await work(page);
    expect(await textsOf(page)).toEqual(['Sans appel']);
    const [waiting] = await deliveriesOf(page);
    expect(waiting).toMatchObject({
      state: 'received',
      attempts: 1,
      error: expect.stringContaining('unreachable') as string,
    });
    expect(waiting?.nextAt?.getTime()).toBeGreaterThan(Date.now());
    await work(page);
    expect((await deliveriesOf(page))[0]?.attempts).toBe(1);
    await database().prisma.webhookDelivery.updateMany({
      where: { channelId: page.channelId, state: 'received' },
      data: { nextAt: new Date(0), attempts: 15 },
    });
    expect(await findWaitingDeliveries(1000, 0)).toContainEqual(page.channelRef);
    await work(page);
    expect((await deliveriesOf(page))[0]).toMatchObject({ state: 'failed', attempts: 16 });
    expect(await findWaitingDeliveries(1000, 0)).not.toContainEqual(page.channelRef);
  });

  test('a channel waiting to be reconnected processes webhooks that need no call', async () => {
    const page = await aPage({ status: 'reconnect' });
    await deliver(comment(page.pageId, 'Avec appel'));
    await deliver(recommendation(page.pageId, 'Sans appel'));
    await work(page);
    expect(await textsOf(page)).toEqual(['Sans appel']);
    expect(await deliveriesOf(page)).toMatchObject([{ state: 'received', attempts: 0 }, { state: 'processed' }]);
  });

  test('a paused channel processes no webhook until it is resumed', async () => {
    const page = await aPage({ status: 'paused' });
    await deliver(recommendation(page.pageId, 'Plus tard'));
    await work(page);
    expect(await textsOf(page)).toEqual([]);
    expect(await findWaitingDeliveries(1000, 0)).not.toContainEqual(page.channelRef);
    await database().prisma.channel.updateMany({ where: { id: page.channelId }, data: { status: 'connected' } });
    expect(await findWaitingDeliveries(1000, 0)).toContainEqual(page.channelRef);
    await work(page);
    expect(await textsOf(page)).toEqual(['Plus tard']);
  });

  test('webhooks taken by a worker that died are processed after its lease', async () => {
    const page = await aPage();
    await deliver(recommendation(page.pageId, 'Repris'));
    const where = { channelId: page.channelId };
    await database().prisma.webhookDelivery.updateMany({ where, data: { nextAt: new Date(Date.now() + 60_000) } });
    await work(page);
    expect(await textsOf(page)).toEqual([]);
    await database().prisma.webhookDelivery.updateMany({ where, data: { nextAt: new Date(Date.now() - 1) } });
    await work(page);
    expect(await textsOf(page)).toEqual(['Repris']);
  });

  test('a channel shows when its last webhook came and which could not be processed', async () => {
    const page = await aPage();
    const { admin } = page;
    if (!admin) throw new Error('no admin');
    await deliver(pushed(page.pageId, 'feed', 'no object'));
    await work(page);
    await deliver(recommendation(page.pageId, 'En attente'));
    const view = await getChannel(admin, page.channelRef);
    expect(view.deliveries).toEqual({ waiting: 1, failed: 0, unreadable: 1 });
    expect(view.health.lastWebhookAt).toBe((await deliveriesOf(page))[0]?.receivedAt.toISOString());
  });
});

test('processed webhooks are deleted after a month, failed ones after three', async () => {
  const page = await aPage();
  const where = { channelId: page.channelId };
  for (const days of [1, 31, 91]) {
    for (const state of ['processed', 'failed'] as const) {
      await database().prisma.webhookDelivery.create({
        data: { ...page.channelRef, network: 'facebook', headers: {}, body: 'x', state, receivedAt: daysAgo(days) },
      });
    }
  }
  await deleteOldDeliveries();
  const left = await database().prisma.webhookDelivery.findMany({ where, orderBy: { receivedAt: 'asc' } });
  expect(left.map(({ state }) => state)).toEqual(['failed', 'processed', 'failed']);
});
