import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { writeNetworkApp } from '#lib/channels/apps/network-app.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { ItemKind, WebhookRequest } from '#lib/networks/contract.ts';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { changeSignature } from '#tests/support/change-signature.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { attack } from './support/attack.ts';
import { countAttempts } from './support/attempts.ts';
import { forgeriesOf, signsBody } from './support/forgeries.ts';

const pushing = networks.filter((network) => connectorOf(network)?.webhook);
const standIns = await serveNetworks([...pushing]);

afterAll(async () => {
  await standIns.stop();
  await closeQueues();
  await closeDatabase();
});

test('some networks send webhooks', () => {
  expect(pushing.length).toBeGreaterThan(5);
});

describe.each(pushing)('forged deliveries of %s', (network) => {
  const { sandbox, url: baseUrl } = standIns.of(network);
  let channelRef: { workspaceId: string; channelId: string };
  let address: string;
  let under: string;

  // The workspace's own app; the operator's is handled by the same code.
  beforeAll(async () => {
    const { workspaceId, admin } = await aWorkspace();
    const settings = { baseUrl, ...sandbox.app, options: sandbox.app.options ?? {} };
    const app = await inWorkspace(workspaceId, (tx) => writeNetworkApp(tx, { workspaceId, network, settings }));
    address = `/api/webhooks/${network}/${app.id}`;
    const { id } = await connectChannel(admin, { network, credentials: sandbox.connectInput() });
    channelRef = { workspaceId, channelId: id };
    under = sandbox.brandPosts('Nos nouveautés sont là');
  });

  /** The webhook that the network sends when a fan writes. */
  function pushed(text: string): WebhookRequest {
    sandbox.takeDeliveries();
    const [kind = 'comment'] = Object.keys(connectorOf(network)?.webhook?.pushDelays ?? {}) as ItemKind[]; // keys by kind
    sandbox.fanWrites({ kind, text, fan: 'ana', ...(kind === 'comment' ? { under } : {}), rating: 4 });
    const [delivery] = sandbox.takeDeliveries();
    if (!delivery) throw new Error(`${network} pushed nothing`);
    return delivery;
  }

  const send = ({ method, query, headers, body }: WebhookRequest) =>
    attack(`${address}?${new URLSearchParams(query)}`, {
      method,
      headers: { ...headers },
      ...(method === 'GET' ? {} : { body: Uint8Array.from(body) }),
    });
  const stored = async () => ({
    deliveries: await database().prisma.webhookDelivery.count({ where: channelRef }),
    unrouted: await database().prisma.unroutedDelivery.count({ where: { network } }),
    status: (await database().prisma.channel.findFirst({ where: { id: channelRef.channelId } }))?.status,
  });

  test(`forged, cut, extended and re-encoded deliveries of ${network} are refused and not stored`, async () => {
    const before = await stored();
    const forged = [...forgeriesOf(pushed('Forged one'), pushed('Forged two'), signsBody(network))];
    for (const { how, request } of forged) expect((await send(request)).status, how).toBe(401);
    expect(await stored()).toEqual(before);
    countAttempts(`forged deliveries (${network})`, forged.length);
  });

  test(`no answer to a handshake of ${network} can be used as a signature`, async () => {
    const before = await stored();
    const genuine = pushed('Forged by the handshake');
    const asked = sandbox.handshake?.().request.query ?? { crc_token: '', challengeCode: '', 'hub.challenge': '' };
    const body = Buffer.from(genuine.body).toString('utf8');
    const wishes = [
      body,
      body.slice(0, -1),
      `${body} `,
      ` ${body}`,
      JSON.stringify([body]),
      `hmacsha256=${body}`,
      '{}',
    ];
    const encoded = wishes.flatMap((wish) => [wish, Buffer.from(wish).toString('base64url'), encodeURIComponent(wish)]);
    for (const challenge of encoded) {
      for (const name of Object.keys(asked)) {
        // Beside a genuine challenge, other parameters may contain anything: they are neither signed nor shown.
        const { status, text } = await send({ ...genuine, method: 'GET', query: { ...asked, [name]: challenge } });
        if (challenge.length > 8) expect(text).not.toContain(challenge);
        if (/crc_token|challenge/i.test(name)) expect(status, challenge).toBeGreaterThanOrEqual(400);
        for (const signature of Object.values(answerIn(text))) {
          expect((await send(changeSignature(genuine, () => signature))).status).toBe(401);
          countAttempts(`forged deliveries (${network})`);
        }
        countAttempts(`handshakes that ask for a signature (${network})`);
      }
    }
    expect(await stored()).toEqual(before);
  });

  test(`a genuine delivery of ${network} that is sent twenty times becomes one message`, async () => {
    const genuine = pushed(`Rejoué ${randomUUID()}`);
    const count = () => database().prisma.message.count({ where: { ...channelRef, text: { startsWith: 'Rejoué' } } });
    for (let time = 0; time < 20; time += 1) expect((await send(genuine)).status).toBe(200);
    await waitFor('the delivery is a message', count, { until: (messages) => messages === 1 });
    const waiting = () => database().prisma.webhookDelivery.count({ where: { ...channelRef, state: 'received' } });
    await waitFor('all deliveries are processed', waiting, { until: (deliveries) => deliveries === 0 });
    expect(await count()).toBe(1);
    countAttempts(`replayed deliveries (${network})`, 19);
  });

  if (sandbox.handshake) {
    test(`the genuine handshake of ${network} is answered again soon after a flood from the same address`, async () => {
      const { request, isAnswered } = sandbox.handshake?.() ?? { request: null, isAnswered: () => false };
      if (!request) throw new Error('the sandbox asks nothing');
      const answers = await Promise.all(Array.from({ length: 100 }, () => send(request)));
      const refused = answers.filter(({ status }) => status === 429).length;
      expect(refused).toBeGreaterThan(0);
      expect(answers.filter(({ status }) => status === 200).length).toBe(100 - refused);
      const again = async () => {
        const { status, text } = await send(request);
        return isAnswered({ status, body: text });
      };
      // A limit per hour, used up by a stranger, would refuse it for much longer.
      await waitFor('the handshake is answered', again, { withinMs: 30_000, everyMs: 250 });
      countAttempts('handshakes without a pause', 100);
    });
  }
});

function answerIn(text: string): Record<string, string> {
  return text.startsWith('{') ? (JSON.parse(text) as Record<string, string>) : {}; // handshakes answer with texts by name
}
