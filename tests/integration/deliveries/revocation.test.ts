import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { POST } from '#app/api/webhooks/[network]/[appId]/route.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { writeNetworkApp } from '#lib/channels/apps/network-app.ts';
import { openChannel } from '#lib/channels/open-channel.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { processDeliveries } from '#lib/sync/deliveries/process-deliveries.ts';
import { readPages } from '#lib/sync/pull/read-pages.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { signed } from '#sandbox/x/webhooks.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';

const standIns = await serveNetworks(['x']);
const { sandbox, faults, calls, url: baseUrl } = standIns.of('x');
let channelRef: { workspaceId: string; channelId: string };
/** Each test's workspace has its own app, and so an address for the webhooks of its channel only. */
let appId: string;

beforeEach(async () => {
  const { workspaceId, admin } = await aWorkspace();
  const settings = { baseUrl, ...sandbox.app, options: sandbox.app.options ?? {} };
  const app = await inWorkspace(workspaceId, (tx) => writeNetworkApp(tx, { workspaceId, network: 'x', settings }));
  appId = app.id;
  const { id } = await connectChannel(admin, { network: 'x', credentials: sandbox.connectInput() });
  channelRef = { workspaceId, channelId: id };
});

afterEach(() => {
  vi.useRealTimers();
});

afterAll(async () => {
  await standIns.stop();
  await closeQueues();
  await closeDatabase();
});

/** A delivery with a genuine signature, which may be an old one sent again. */
async function reportRevoked(): Promise<void> {
  const payload = { user_id: sandbox.brand.externalId, date_time: new Date().toISOString() };
  const data = { event_uuid: randomUUID(), event_type: 'oauth.revoke', tag: 'parvis', filter: {}, payload };
  const { method, headers, body } = signed(JSON.stringify({ data }), sandbox.app.webhookSecret);
  const request = new Request(`https://inbox.example.test/api/webhooks/x/${appId}`, {
    method,
    headers,
    body: Uint8Array.from(body),
  });
  expect((await POST(request, { params: Promise.resolve({ network: 'x', appId }) })).status).toBe(200);
}

const channel = () =>
  database().prisma.channel.findFirstOrThrow({
    where: { id: channelRef.channelId },
    select: { status: true, statusReason: true },
  });
const deliveries = () =>
  database().prisma.webhookDelivery.findMany({
    where: channelRef,
    select: { state: true, attempts: true, error: true, nextAt: true },
  });
const askedOfMe = () => calls.filter(({ path }) => path.endsWith('/users/me')).length;

describe('a webhook that says our access was revoked', () => {
  test('a reported revocation is ignored while the network still accepts our credentials', async () => {
    await reportRevoked();
    await processDeliveries(channelRef);
    expect(await channel()).toEqual({ status: 'connected', statusReason: null });
    expect(await deliveries()).toMatchObject([{ state: 'processed', error: expect.stringContaining('not believed') }]);
  });

  test('a repeated report of a revocation asks the network once', async () => {
    const before = askedOfMe();
    for (let time = 0; time < 5; time += 1) await reportRevoked();
    await processDeliveries(channelRef);
    for (let time = 0; time < 5; time += 1) {
      await reportRevoked();
      await processDeliveries(channelRef);
    }
    expect(askedOfMe() - before).toBe(1);
    expect(await channel()).toMatchObject({ status: 'connected' });
    const waiting = (await deliveries()).filter(({ state }) => state === 'received');
    expect(waiting).toHaveLength(5);
    for (const { attempts, nextAt } of waiting) {
      expect(attempts).toBe(0);
      expect(nextAt?.getTime()).toBeGreaterThan(Date.now());
    }
  });

  test('a reported revocation is decided later when the network does not answer', async () => {
    await reportRevoked();
    faults.failNext('read', { kind: 'server_error' });
    await processDeliveries(channelRef);
    expect(await channel()).toMatchObject({ status: 'connected' });
    expect(await deliveries()).toMatchObject([{ state: 'received', attempts: 1, nextAt: expect.any(Date) }]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
    await database().prisma.webhookDelivery.updateMany({ where: channelRef, data: { nextAt: null } });
    await processDeliveries(channelRef);
    expect(await channel()).toMatchObject({ status: 'connected' });
    expect(await deliveries()).toMatchObject([{ state: 'processed', attempts: 2 }]);
  });

  test('a revocation found in a list is checked too', async () => {
    const opened = await inWorkspace(channelRef.workspaceId, (tx) =>
      openChannel(tx, channelRef, AbortSignal.timeout(30_000)),
    );
    if (!opened) throw new Error('the channel cannot be opened');
    const leaseId = randomUUID();
    await database().prisma.channel.updateMany({ where: { id: channelRef.channelId }, data: { pullLeaseId: leaseId } });
    const reporting = {
      ...opened.connector,
      pull: async function* () {
        await Promise.resolve();
        yield { events: [{ type: 'access_revoked' as const }], cursor: null };
      },
    };
    const pulled = { leaseId, createdAt: new Date(), lastWebhookAt: null, subscribedAt: null };
    const reading = readPages(
      channelRef,
      { ...pulled, backfilledAt: null, lastPullAt: null, gapFrom: null },
      { ...opened, connector: reporting },
      { cursor: null, historyMs: 0, newsMs: 0 },
    );
    expect(await reading).toMatchObject({ newMessages: 0 });
  });

  // The last one: the stand-in's access is gone after it.
  test('a confirmed revocation makes the channel ask to be reconnected, once', async () => {
    sandbox.revoke();
    await reportRevoked();
    await processDeliveries(channelRef);
    expect(await channel()).toMatchObject({ status: 'reconnect' });
    expect(await deliveries()).toMatchObject([{ state: 'processed', error: null }]);
    const before = calls.length;
    await reportRevoked();
    await processDeliveries(channelRef);
    expect(calls.length).toBe(before);
    expect(await deliveries()).toMatchObject([{ state: 'processed' }, { state: 'processed' }]);
  });
});
