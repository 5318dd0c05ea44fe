import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { POST as postToApp } from '#app/api/webhooks/[network]/[appId]/route.ts';
import { POST } from '#app/api/webhooks/[network]/route.ts';
import { checkCredentials } from '#lib/channels/credentials/check-credentials.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { writeNetworkApp } from '#lib/channels/apps/network-app.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { processDeliveries } from '#lib/sync/deliveries/process-deliveries.ts';
import type { ItemKind, WebhookRequest } from '#lib/networks/contract.ts';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { changeSignature, signatureOf } from '#tests/support/change-signature.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';

const pushing = networks.filter((network) => connectorOf(network)?.webhook);
const standIns = await serveNetworks([...pushing]);
process.env.PUBLIC_URL = 'https://inbox.example.test';

afterAll(async () => {
  await standIns.stop();
  await closeQueues();
  await closeDatabase();
});

/** How a network signs its webhooks, where that is more than a signature of the body. */
const proofs: Partial<Record<string, { signsNoBody?: true; aheadMs?: number }>> = {
  // Cloud Pub/Sub, "Authenticate push subscriptions": a word in the address; the push is a hint, and tells nothing by itself.
  google: { signsNoBody: true },
  // TikTok, "Webhooks": the signature holds the time.
  tiktok: { aheadMs: 5 * 60_000 },
};

async function send(network: string, { method, query, headers, body }: WebhookRequest, appId?: string) {
  const at = `https://inbox.example.test/api/webhooks/${network}${appId === undefined ? '' : `/${appId}`}`;
  const url = `${at}?${new URLSearchParams(query)}`;
  const request = new Request(url, { method, headers, body: Uint8Array.from(body) });
  const answer =
    appId === undefined
      ? await POST(request, { params: Promise.resolve({ network }) })
      : await postToApp(request, { params: Promise.resolve({ network, appId }) });
  return answer.status;
}

const stored = async () => ({
  deliveries: await database().prisma.webhookDelivery.count(),
  unrouted: await database().prisma.unroutedDelivery.count(),
});

test('some networks send webhooks', () => {
  expect(pushing.length).toBeGreaterThan(5);
});

describe.each(pushing)('forged webhooks of %s', (network) => {
  const { signsNoBody = false, aheadMs } = proofs[network] ?? {};
  const { sandbox } = standIns.of(network);
  let channelRef: { workspaceId: string; channelId: string };
  let under: string;

  beforeAll(async () => {
    const { workspaceId, admin } = await aWorkspace();
    const { id } = await connectChannel(admin, { network, credentials: sandbox.connectInput() });
    channelRef = { workspaceId, channelId: id };
    await checkCredentials(channelRef);
    under = sandbox.brandPosts('Nos nouveautés sont là');
    sandbox.takeDeliveries();
  });

  beforeEach(() => {
    sandbox.takeDeliveries();
  });

  /** The webhook that the network sends when a fan writes. */
  function pushed(text: string): WebhookRequest {
    const kinds = Object.keys(connectorOf(network)?.webhook?.pushDelays ?? {}) as ItemKind[]; // the keys of a record by kind
    const [kind = 'comment'] = kinds;
    sandbox.fanWrites({ kind, text, fan: 'ana', ...(kind === 'comment' ? { under } : {}), rating: 4 });
    const [delivery] = sandbox.takeDeliveries();
    if (!delivery) throw new Error(`${network} pushed nothing`);
    return delivery;
  }

  async function expectRefused(requests: WebhookRequest[], appId?: string): Promise<void> {
    const before = await stored();
    const answers: number[] = [];
    for (const request of requests) answers.push(await send(network, request, appId));
    expect(answers).toEqual(requests.map(() => 401));
    expect(await stored()).toEqual(before);
  }

  test(`a webhook of ${network} without a signature or with an invented one is answered 401 and not stored`, async () => {
    const genuine = pushed('Sans preuve');
    const last = (value: string) => value.slice(-1);
    await expectRefused([
      changeSignature(genuine, () => undefined),
      changeSignature(genuine, () => ''),
      changeSignature(genuine, () => 'sha256='),
      changeSignature(genuine, (value) => `${value.slice(0, -1)}${last(value) === '0' ? '1' : '0'}`),
      changeSignature(genuine, (value) => value.slice(0, -1)),
      changeSignature(genuine, (value) => `${value}0`),
      changeSignature(genuine, (value) => value.replaceAll(/[0-9a-f]/g, '0')),
      changeSignature(genuine, (value) => value.toUpperCase()),
      changeSignature(genuine, () => 'null'),
      changeSignature(genuine, () => 'undefined'),
    ]);
  });

  if (!signsNoBody) {
    test(`a signature of ${network} is valid only for the bytes that it was made for`, async () => {
      const [one, other] = [pushed('Un'), pushed('Deux')];
      const text = Buffer.from(one.body).toString('utf8');
      const changed = Buffer.from(one.body);
      changed[changed.length - 3] = 0x20;
      await expectRefused([
        { ...one, body: other.body },
        changeSignature(one, () => signatureOf(other)),
        { ...one, body: changed },
        { ...one, body: Buffer.concat([one.body, Buffer.from(' ')]) },
        { ...one, body: Buffer.from(` ${text}`) },
        { ...one, body: Buffer.from(text.slice(0, -1)) },
        { ...one, body: Buffer.from(`${text}\0`) },
        { ...one, body: Buffer.alloc(0) },
      ]);
    });
  }

  test(`a webhook of ${network} signed for another app is refused`, async () => {
    const genuine = pushed('Une autre app');
    const settings = { clientId: 'other', clientSecret: 'another secret', webhookSecret: 'another word', options: {} };
    const other = await aWorkspace();
    const { id } = await inWorkspace(other.workspaceId, (tx) =>
      writeNetworkApp(tx, { workspaceId: other.workspaceId, network, settings }),
    );
    await expectRefused([genuine], id);
    const bare = await aWorkspace();
    const { id: empty } = await inWorkspace(bare.workspaceId, (tx) =>
      writeNetworkApp(tx, { workspaceId: bare.workspaceId, network, settings: { options: {} } }),
    );
    // An app without a secret accepts nothing, whatever the signature.
    await expectRefused(
      [genuine, changeSignature(genuine, () => ''), changeSignature(genuine, () => undefined)],
      empty,
    );
  });

  if (aheadMs !== undefined) {
    test(`a genuine webhook of ${network} is refused before its time, and taken three days after it`, async () => {
      const genuine = pushed('Trop tôt');
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - aheadMs - 2_000 });
      try {
        await expectRefused([genuine]);
        vi.setSystemTime(Date.now() + aheadMs + 3 * 24 * 3_600_000);
        expect(await send(network, genuine)).toBe(200);
      } finally {
        vi.useRealTimers();
      }
    });
  }

  test(`a genuine webhook of ${network} that is sent again changes nothing`, async () => {
    const genuine = pushed('Rejoué');
    const count = async () => await database().prisma.message.count({ where: { ...channelRef, text: 'Rejoué' } });
    for (let time = 0; time < 3; time += 1) expect(await send(network, genuine)).toBe(200);
    await processDeliveries(channelRef);
    expect(await count()).toBe(1);
    const rows = async () => ({
      messages: await database().prisma.message.findMany({ where: channelRef, orderBy: { id: 'asc' } }),
      items: await database().prisma.item.findMany({ where: channelRef, orderBy: { id: 'asc' } }),
    });
    const before = await rows();
    expect(await send(network, genuine)).toBe(200);
    await processDeliveries(channelRef);
    expect(await rows()).toEqual(before);
  });
});
