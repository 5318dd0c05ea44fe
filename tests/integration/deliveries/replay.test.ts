import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { POST } from '#app/api/webhooks/[network]/[appId]/route.ts';
import { writeNetworkApp } from '#lib/channels/apps/network-app.ts';
import type { Caller } from '#lib/caller.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { replayUnrouted } from '#lib/sync/deliveries/unrouted.ts';
import { anApiKey, type Api, startApi } from '#tests/support/api-server.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { aPage, deliver, deliveriesOf, pushed, recommendation, textsOf, work } from './page.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(async () => await api.stop());

async function as(caller: Caller) {
  const { key } = await anApiKey(caller);
  return async (method: string, path: string) => {
    return await api.call(method, `workspaces/${caller.workspaceId}/${path}`, {
      key,
      ...(method === 'POST' ? { body: {} } : {}),
    });
  };
}

async function aPageWithAdmin() {
  const page = await aPage();
  const admin = page.admin ?? (await aMember({ workspaceId: page.workspaceId, role: 'admin' }));
  return { ...page, call: await as(admin) };
}

type Listed = { deliveries: Record<string, unknown>[]; nextCursor: string | null };
const listed = (body: Record<string, unknown>) => body as Listed; // the answer that the operation declares

describe('webhooks over the API', () => {
  test('an admin reads the stored webhooks page by page', async () => {
    const page = await aPageWithAdmin();
    for (let n = 0; n < 51; n += 1) await deliver(recommendation(page.pageId, `Avis ${n}`));
    await deliver(pushed(page.pageId, 'feed', 'no object'));
    await work(page);
    const path = `channels/${page.channelId}/deliveries`;
    const first = listed((await page.call('GET', path)).body);
    expect(first.deliveries).toHaveLength(50);
    expect(first.deliveries[0]).toMatchObject({
      state: 'unreadable',
      attempts: 1,
      error: expect.any(String) as string,
    });
    expect(JSON.stringify(first)).not.toContain('Avis');
    const second = listed((await page.call('GET', `${path}?cursor=${first.nextCursor}`)).body);
    expect(second).toMatchObject({ nextCursor: null });
    expect(new Set([...first.deliveries, ...second.deliveries].map(({ id }) => id)).size).toBe(52);
    const unreadable = listed((await page.call('GET', `${path}?state=unreadable`)).body);
    expect(unreadable.deliveries).toHaveLength(1);
    const one = await page.call('GET', `deliveries/${String(second.deliveries.at(-1)?.id)}`);
    expect(one.body).toMatchObject({ state: 'processed', body: expect.stringContaining('Avis 0') as string });
    expect((await page.call('GET', `${path}?cursor=nonsense`)).status).toBe(422);
  });

  test('a failed webhook can be replayed, and no message is stored twice', async () => {
    const page = await aPageWithAdmin();
    for (const text of ['Un', 'Deux', 'Trois']) await deliver(recommendation(page.pageId, text));
    const [one, two] = await deliveriesOf(page);
    for (const [delivery, state] of [
      [one, 'failed'],
      [two, 'unreadable'],
    ] as const) {
      await database().prisma.webhookDelivery.updateMany({
        where: { id: delivery?.id ?? '' },
        data: { state, attempts: 16 },
      });
    }
    await work(page);
    expect(await textsOf(page)).toEqual(['Trois']);
    const replayed = await page.call('POST', `channels/${page.channelId}/deliveries/replay-failed`);
    expect([replayed.status, replayed.body]).toEqual([202, { deliveries: 2 }]);
    await work(page);
    expect((await textsOf(page)).toSorted()).toEqual(['Deux', 'Trois', 'Un']);
    expect((await page.call('POST', `deliveries/${one?.id}/replay`)).status).toBe(204);
    await work(page);
    expect(await textsOf(page)).toHaveLength(3);
    await database().prisma.webhookDelivery.updateMany({ where: { id: one?.id ?? '' }, data: { body: '' } });
    expect((await page.call('POST', `deliveries/${one?.id}/replay`)).status).toBe(409);
  });

  test('a lead sees that a webhook failed but not its content, a manager and a stranger see nothing', async () => {
    const page = await aPageWithAdmin();
    await deliver(recommendation(page.pageId, 'Confidentiel'));
    const [delivery] = await deliveriesOf(page);
    const [list, detail] = [`channels/${page.channelId}/deliveries`, `deliveries/${delivery?.id}`];
    const lead = await as(await aMember({ workspaceId: page.workspaceId, role: 'lead' }));
    expect([(await lead('GET', list)).status, (await lead('GET', detail)).status]).toEqual([200, 403]);
    expect((await lead('POST', `${detail}/replay`)).status).toBe(403);
    const manager = await as(await aMember({ workspaceId: page.workspaceId, role: 'manager' }));
    expect((await manager('GET', list)).status).toBe(403);
    const stranger = await as((await aWorkspace()).admin);
    for (const path of [list, detail]) expect((await stranger('GET', path)).status).toBe(404);
    for (const path of [`${detail}/replay`, `${list}/replay-failed`])
      expect((await stranger('POST', path)).status).toBe(404);
  });
});

describe("the webhooks of a workspace's own app", () => {
  const OWN_SECRET = 'the secret of one workspace';

  async function pushThrough(appId: string, body: string, secret = OWN_SECRET): Promise<number> {
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const request = new Request(`https://inbox.example.org/api/webhooks/facebook/${appId}`, {
      method: 'POST',
      headers: { 'x-hub-signature-256': signature },
      body,
    });
    return (await POST(request, { params: Promise.resolve({ network: 'facebook', appId }) })).status;
  }

  async function aPageOfItsOwnApp() {
    const page = await aPage();
    const settings = { clientId: '99', clientSecret: OWN_SECRET, webhookSecret: 'own', options: {} };
    const { id: appId } = await inWorkspace(page.workspaceId, (tx) =>
      writeNetworkApp(tx, { workspaceId: page.workspaceId, network: 'facebook', settings }),
    );
    await database().prisma.channel.updateMany({ where: { id: page.channelId }, data: { networkAppId: appId } });
    return { ...page, appId };
  }

  test("the webhooks of a workspace's own app come to their own address with their own secret", async () => {
    const page = await aPageOfItsOwnApp();
    expect(await pushThrough(page.appId, recommendation(page.pageId, 'Par notre app'))).toBe(200);
    await work(page);
    expect(await textsOf(page)).toEqual(['Par notre app']);
    expect(await pushThrough(page.appId, recommendation(page.pageId, 'Faux'), 'another secret')).toBe(401);
    expect(await pushThrough(randomUUID(), recommendation(page.pageId, 'Nulle part'))).toBe(404);
    expect(await pushThrough('no-id', recommendation(page.pageId, 'Nulle part'))).toBe(404);
  });

  test("a workspace's own app cannot send webhooks to another workspace", async () => {
    const page = await aPageOfItsOwnApp();
    const other = await aPage();
    expect(await pushThrough(page.appId, recommendation(other.pageId, 'Imposture'))).toBe(200);
    expect(await deliveriesOf(other)).toEqual([]);
    await replayUnrouted({ network: 'facebook' });
    expect(await deliveriesOf(other)).toEqual([]);
  });

  test("the channels of a workspace's own app get no webhooks of the operator's app", async () => {
    const page = await aPageOfItsOwnApp();
    await deliver(recommendation(page.pageId, 'Par une autre app'));
    expect(await deliveriesOf(page)).toEqual([]);
  });
});
