import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { checkChannel } from '#lib/channels/check/check-channel.ts';
import { getChannelCheck } from '#lib/channels/check/get-channel-check.ts';
import { answerPing, createPing, isPong, PING_HEADER } from '#lib/channels/check/ping.ts';
import { runCheck } from '#lib/channels/check/run-check.ts';
import { receiveDelivery } from '#lib/sync/deliveries/receive-delivery.ts';
import type { CreateSandbox } from '#sandbox/kit/types.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

const pushing = ['facebook', 'instagram', 'threads', 'x', 'linkedin', 'tiktok', 'google'] as const;

/** The public address of Parvis: it hands requests to the webhook's receiver, as the web does. */
let answersAs: 'parvis' | 'nobody' | 'a redirect' | 'somebody else' = 'parvis';
beforeEach(() => {
  answersAs = 'parvis';
});
const web = createServer((request, response) => {
  switch (answersAs) {
    case 'nobody':
      return void request.socket.destroy();
    case 'a redirect':
      return void response.writeHead(301, { location: 'https://www.example.test/secret?token=1' }).end();
    case 'somebody else':
      // It repeats whatever it gets.
      return void response.end(String(request.headers[PING_HEADER]));
    case 'parvis': {
      const network = /^\/api\/webhooks\/(\w+)/.exec(request.url ?? '')?.[1] ?? '';
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const sent = { method: request.method ?? '', query: {}, headers, body: new Uint8Array() };
      return void receiveDelivery({ network }, sent).then(({ status, body }) => response.writeHead(status).end(body));
    }
    default:
      answersAs satisfies never;
  }
});
await new Promise<void>((listening) => web.listen(0, '127.0.0.1', listening));
process.env.PUBLIC_URL = `http://127.0.0.1:${(web.address() as AddressInfo).port}`; // it listens on a port

const served = new Map<string, Awaited<ReturnType<typeof serveSandbox>>>();
for (const network of pushing) {
  const { createSandbox } = (await import(`#sandbox/${network}/sandbox.ts`)) as { createSandbox: CreateSandbox };
  served.set(network, await serveSandbox(network, createSandbox));
}
afterAll(async () => {
  web.closeAllConnections();
  web.close();
  for (const { server } of served.values()) await server.stop();
});

async function webhookLine(network: string, as: typeof answersAs) {
  const found = served.get(network);
  if (!found) throw new Error(`${network} is not served`);
  const { admin, channelRef } = await aSandboxChannel(network, found.sandbox);
  answersAs = as;
  await checkChannel(admin, channelRef);
  await runCheck(channelRef);
  return (await getChannelCheck(admin, channelRef)).check?.lines.find(({ kind }) => kind === 'webhook');
}

test.each(pushing)('an address of %s that answers with the word of the check passes', async (network) => {
  expect(await webhookLine(network, 'parvis')).toMatchObject({ outcome: 'passed', name: network });
});

test.each(pushing)('an address of %s that cannot be reached from outside is named', async (network) => {
  const line = await webhookLine(network, 'nobody');
  expect(line).toMatchObject({ outcome: 'failed', reason: 'webhook_unreachable' });
});

test('a redirect is named, with the server that it leads to and nothing else of it', async () => {
  const line = await webhookLine('facebook', 'a redirect');
  expect(line).toMatchObject({
    outcome: 'failed',
    reason: 'webhook_redirects',
    detail: 'HTTP 301 https://www.example.test',
  });
});

test('another server that repeats what it gets does not pass for this one', async () => {
  const line = await webhookLine('facebook', 'somebody else');
  expect(line).toMatchObject({ outcome: 'failed', reason: 'webhook_foreign' });
});

test('nobody else can ask for the answer, and an old ping has none', () => {
  const { word, header } = createPing();
  expect(isPong(answerPing(header) ?? '', word)).toBe(true);
  expect(answerPing(`${header}x`)).toBeNull();
  expect(answerPing(header, new Date(Date.now() + 120_000))).toBeNull();
  expect(answerPing(`${word}.${Date.now()}.`)).toBeNull();
  expect(answerPing(undefined)).toBeNull();
});
