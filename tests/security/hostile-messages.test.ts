import { createHmac, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeCredentials } from '#lib/channels/credentials/seal-credentials.ts';
import { writeNetworkApp } from '#lib/channels/apps/network-app.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import type { InboundEvent } from '#lib/networks/contract.ts';
import { networks } from '#lib/networks/registry.ts';
import { anApiKey } from '#tests/support/api-server.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';
import { hostileEvent, hostileText } from '#tests/support/hostile-events.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { attack } from './support/attack.ts';
import { countAttempts } from './support/attempts.ts';

const BATCHES = 60;
const SECRET = 'the secret of one workspace';

async function aReader() {
  const { workspaceId, admin } = await aWorkspace();
  const { key } = await anApiKey(admin);
  const read = async (path: string) => await attack(`/api/v1/workspaces/${workspaceId}/${path}`, { key });
  return { workspaceId, read };
}

/** Reads everything that a member's screen reads of a message; every request must succeed. */
async function readEverything({ read }: Awaited<ReturnType<typeof aReader>>, words: string[]) {
  const list = await read('items?limit=100');
  expect(list.status, list.text.slice(0, 200)).toBe(200);
  const { items } = JSON.parse(list.text) as { items: { id: string }[] };
  for (const { id } of items.slice(0, 30)) expect((await read(`items/${id}`)).status).toBe(200);
  for (const word of words) {
    const found = await read(`items?q=${encodeURIComponent(word)}`);
    expect(found.status, found.text.slice(0, 200)).toBe(200);
  }
  expect((await read('channels')).status).toBe(200);
  expect((await read('counts')).status).toBe(200);
  return items.length;
}

test('hostile events of every network are stored or recorded as rejected, and every stored message can be read', async () => {
  const reader = await aReader();
  const { workspaceId } = reader;
  const channels = await Promise.all(networks.map((network) => aChannel({ workspaceId, network, nextPullAt: null })));
  const batches = fc.sample(fc.array(hostileEvent, { minLength: 1, maxLength: 10 }), BATCHES);
  for (const [n, batch] of batches.entries()) {
    const channelId = channels[n % channels.length]?.id ?? '';
    const events = batch as InboundEvent[]; // what no connector should report is what is tried
    const { read, rejected } = await ingest({ workspaceId, channelId, events });
    expect(read.length + rejected).toBe(batch.length);
    countAttempts('hostile batches');
  }
  expect(await readEverything(reader, ['bonjour', 'onerror', 'é'])).toBeGreaterThan(0);
});

test('signed deliveries full of hostile text do not delay the messages behind them', async () => {
  const reader = await aReader();
  const { workspaceId } = reader;
  const pageId = String(Math.floor(Math.random() * 1e15));
  const settings = { clientId: '99', clientSecret: SECRET, webhookSecret: 'own', options: {} };
  const { id: appId } = await inWorkspace(workspaceId, (tx) =>
    writeNetworkApp(tx, { workspaceId, network: 'facebook', settings }),
  );
  const channel = await aChannel({
    workspaceId,
    network: 'facebook',
    externalId: pageId,
    networkAppId: appId,
    nextPullAt: null,
    createdAt: new Date(Date.now() - 3_600_000),
  });
  const channelRef = { workspaceId, channelId: channel.id };
  await inWorkspace(workspaceId, (tx) => writeCredentials(tx, channelRef, {}, { accessToken: 'page-token' }));

  const deliver = async (rating: Record<string, unknown>) => {
    const value = { item: 'rating', verb: 'add', recommendation_type: 'positive', ...rating };
    const time = Math.floor(Date.now() / 1000);
    const entry = [{ id: pageId, time, changes: [{ field: 'ratings', value }] }];
    const body = JSON.stringify({ object: 'page', entry });
    const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
    const answer = await attack(`/api/webhooks/facebook/${appId}`, { body, headers });
    expect(answer.status).toBe(200);
  };
  const strings = fc.sample(hostileText, 40);
  for (const text of strings) {
    await deliver({
      reviewer_id: `fan-${randomUUID()}`,
      reviewer_name: text,
      review_text: text,
      open_graph_story_id: randomUUID(),
      created_time: 253_402_300_799 + 1e6,
    });
    countAttempts('signed deliveries full of hostile strings');
  }
  await deliver({
    reviewer_id: 'good',
    reviewer_name: 'Léa Fontaine',
    review_text: 'Parfaitement lisible',
    open_graph_story_id: randomUUID(),
    created_time: Math.floor(Date.now() / 1000),
  });
  const settled = await waitFor('all deliveries are read', async () => {
    const states = await database().prisma.webhookDelivery.findMany({
      where: { workspaceId },
      select: { state: true, error: true },
    });
    return states.length === strings.length + 1 && states.every(({ state }) => state !== 'received') ? states : null;
  });
  expect(settled.filter(({ state }) => state === 'failed')).toEqual([]);
  const found = await reader.read('items?q=lisible');
  expect(found.json()).toMatchObject({ items: [{ preview: 'Parfaitement lisible' }] });
  await readEverything(reader, ['lisible', 'onerror']);
});
