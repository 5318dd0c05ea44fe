import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { POST } from '#app/api/webhooks/[network]/[appId]/route.ts';
import { operations } from '#lib/api/operations.ts';
import type { Caller } from '#lib/caller.ts';
import { checkCredentials } from '#lib/channels/credentials/check-credentials.ts';
import { renewAhead } from '#lib/channels/credentials/renew-ahead.ts';
import { readCredentials } from '#lib/channels/credentials/seal-credentials.ts';
import { writeNetworkApp } from '#lib/channels/apps/network-app.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { processDeliveries } from '#lib/sync/deliveries/process-deliveries.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { sendAction } from '#lib/outbox/send-action.ts';
import type { ItemKind, WebhookRequest } from '#lib/networks/contract.ts';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { loadSandboxes } from '#sandbox/kit/load.ts';
import { serveSandboxes } from '#sandbox/kit/serve.ts';
import { StandIn } from '#tests/networks/bluesky/stand-in/stand-in.ts';
import { type ApiCall, anApiKey, startApi } from '#tests/support/api-server.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { signInAt } from '../channels/signing-in.ts';
import { dumpDatabase, SecretWatch } from './secret-watch.ts';

/** Everything that is logged at the lowest level. */
const logged = vi.hoisted(() => {
  process.env.LOG_LEVEL = 'debug';
  process.env.PUBLIC_URL = 'https://inbox.example.test';
  process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
  process.env.PARVIS_UNDO_SECONDS = '0';
  const lines: string[] = [];
  process.stdout.write = (chunk: string | Uint8Array) => lines.push(String(chunk)) > 0;
  return lines;
});

const watch = new SecretWatch();
const creates = [...(await loadSandboxes())].map(
  ([network, create]) => [network, watch.between(network, create)] as const,
);
const server = await serveSandboxes(new Map(creates));
const api = await startApi();
const answers: string[] = [];
let replies = 0;
const seen = { lines: 0, answers: 0 };

let admin: Caller;
let key: string;

beforeAll(async () => {
  ({ admin } = await aWorkspace());
  ({ key } = await anApiKey(admin));
});

afterAll(async () => {
  await api.stop();
  await server.stop();
  await closeQueues();
  await closeDatabase();
});

async function call(method: string, path: string, given: ApiCall = {}) {
  const answer = await api.call(method, `workspaces/${admin.workspaceId}${path && `/${path}`}`, { key, ...given });
  answers.push(`${method} ${path}\n${JSON.stringify([...answer.headers])}\n${answer.text}`);
  return answer;
}

/** Reads everything that an admin may read. */
async function readEverything(): Promise<void> {
  const { workspaceId } = admin;
  const { prisma } = database();
  const of = async (rows: Promise<{ id: string }[]>) => (await rows).map(({ id }) => id);
  const newest = { where: { workspaceId }, orderBy: { id: 'desc' as const }, take: 4, select: { id: true } };
  const identities = await of(prisma.identity.findMany(newest));
  const ids: Record<string, string[]> = {
    itemId: await of(prisma.item.findMany(newest)),
    messageId: await of(prisma.message.findMany(newest)),
    channelId: await of(prisma.channel.findMany({ ...newest, take: 20 })),
    deliveryId: await of(prisma.webhookDelivery.findMany(newest)),
    actionId: await of(prisma.action.findMany(newest)),
    attachmentId: await of(prisma.attachment.findMany(newest)),
    connectionId: await of(prisma.connectAttempt.findMany(newest)),
    postId: await of(prisma.post.findMany(newest)),
    ownerId: identities,
    network: [...networks],
    position: ['0'],
  };
  for (const { method, path, gives } of operations) {
    // A stream of ids is in its table too; pictures lie with the networks themselves, and are looked at apart.
    if (method !== 'GET' || gives) continue;
    const paths = [...path.matchAll(/\{(\w+)\}/g)].reduce<string[]>(
      (made, [hole, name = '']) => made.flatMap((one) => (ids[name] ?? []).map((id) => one.replace(hole, id))),
      [path],
    );
    for (const one of paths) await call('GET', one);
  }
}

/** Searches everything written since the last search. */
async function expectNothingOutside(): Promise<void> {
  const lines = logged.slice(seen.lines).join('');
  const found = [
    ...watch.findIn('the logs', lines),
    ...answers.slice(seen.answers).flatMap((one) => watch.findIn('an answer', one)),
  ];
  for (const [table, text] of await dumpDatabase()) found.push(...watch.findIn(`the table ${table}`, text));
  Object.assign(seen, { lines: logged.length, answers: answers.length });
  expect(found).toEqual([]);
}

async function learnCredentials(channelRef: { workspaceId: string; channelId: string }): Promise<void> {
  const credentials = await inWorkspace(channelRef.workspaceId, (tx) => readCredentials(tx, channelRef));
  watch.add('credentials', '', credentials);
}

async function pull(channelRef: { workspaceId: string; channelId: string }): Promise<void> {
  const data = { nextPullAt: new Date(), limitedUntil: null, pullLeaseUntil: null };
  await database().prisma.channel.updateMany({ where: { id: channelRef.channelId }, data });
  await pullChannel(channelRef);
  await learnCredentials(channelRef);
}

async function answerNewest(channelId: string): Promise<void> {
  const { workspaceId } = admin;
  const items = await database().prisma.item.findMany({ where: { workspaceId, channelId }, orderBy: { id: 'desc' } });
  for (const { id } of items.slice(0, 2)) {
    const { body } = await call('POST', `items/${id}/reply`, { body: { text: `Merci ! (${(replies += 1)})` } });
    const { id: actionId } = (body.action ?? {}) as { id?: string }; // absent where no reply is offered
    if (actionId) await sendAction({ workspaceId, actionId });
  }
}

async function push(network: string, appId: string, { method, query, headers, body }: WebhookRequest): Promise<void> {
  const url = `https://inbox.example.test/api/webhooks/${network}/${appId}?${new URLSearchParams(query)}`;
  const request = new Request(url, { method, headers, body: Uint8Array.from(body) });
  const answer = await POST(request, { params: Promise.resolve({ network, appId }) });
  answers.push(await answer.text());
}

describe.each([...server.networks.keys()])('secrets of %s', (network) => {
  const served = server.networks.get(network);
  if (!served) throw new Error('it is served');
  const { sandbox, faults, url } = served;

  test(`no secret of ${network} or of ours appears in a log, an answer or a table`, async () => {
    const { workspaceId } = admin;
    // One member may not have so many sign-ins open.
    await database().prisma.connectAttempt.deleteMany({ where: { workspaceId } });
    const settings = { baseUrl: url, ...sandbox.app, options: { ...sandbox.app.options, timeout_ms: '1000' } };
    watch.addAll(`${network} app`, sandbox.app);
    const { id: appId } = await inWorkspace(workspaceId, (tx) =>
      writeNetworkApp(tx, { workspaceId, network, settings }),
    );

    // Wrong tokens, then right ones, then the network's consent page.
    const wrong = `wrong-token-for-${network}-0123456789`;
    watch.add('typed', 'token', wrong);
    for (const credentials of [{ accessToken: wrong, refreshToken: wrong, externalId: '1' }, { accessToken: [wrong] }])
      await call('POST', 'channels', { body: { network, credentials } });
    const credentials = sandbox.connectInput();
    watch.addAll('typed', credentials);
    const connected = await call('POST', 'channels', {
      body: { network, credentials },
      headers: { 'idempotency-key': network },
    });
    expect(connected.status).toBe(201);
    const channelId = String(connected.body.id);
    const channelRef = { workspaceId, channelId };
    await learnCredentials(channelRef);
    if (connectorOf(network)?.oauth) {
      for (const link of ['Allow', 'Refuse'] as const) await signInAt(admin, network, { channelId, link });
    }
    await checkCredentials(channelRef);

    // Ordinary work.
    const under = sandbox.brandPosts('Nos nouveautés sont là');
    for (const kind of sandbox.kinds) write(kind, under);
    for (const delivery of sandbox.takeDeliveries()) {
      watch.addDelivery(network, delivery);
      await push(network, appId, delivery);
      await push(network, appId, { ...delivery, body: Buffer.from('{"forged":true}') });
    }
    await processDeliveries(channelRef);
    await pull(channelRef);
    await answerNewest(channelId);

    // Everything goes wrong.
    faults.failNext('read', { kind: 'server_error' });
    await pull(channelRef);
    faults.failNext('read', { kind: 'garbage' });
    await pull(channelRef);
    faults.failNext('read', { kind: 'cut', when: 'before' });
    await pull(channelRef);
    for (const kind of sandbox.kinds) write(kind, under);
    await pull(channelRef);
    faults.failNext('write', { kind: 'server_error' });
    await answerNewest(channelId);
    watch.echoes = true;
    await pull(channelRef);
    await answerNewest(channelId);
    await checkCredentials(channelRef);
    await call('POST', 'channels', { body: { network, credentials } });
    await readEverything();
    watch.echoes = false;
    faults.failNext('read', { kind: 'rate_limited', until: new Date(Date.now() + 1_000) });
    await pull(channelRef);

    // The tokens die: first one, then all.
    sandbox.expireAccess();
    await pull(channelRef);
    await database().prisma.channelCredential.updateMany({ where: { channelId }, data: { refreshAt: new Date(0) } });
    await renewAhead(channelRef);
    await learnCredentials(channelRef);
    sandbox.expireAccess();
    sandbox.expireRefresh();
    await pull(channelRef);
    await readEverything();
    await expectNothingOutside();
  });

  function write(kind: ItemKind, under: string): void {
    sandbox.fanWrites({ kind, text: 'Bonjour !', fan: 'ana', ...(kind === 'comment' ? { under } : {}), rating: 4 });
  }
});

test('neither the app password nor the session tokens of Bluesky appear in a log, an answer or a table', async () => {
  const standIn = await new StandIn().start();
  try {
    watch.add('bluesky typed', 'password', standIn.password);
    const credentials = { identifier: standIn.world.brand.handle, password: standIn.password, service: standIn.url };
    await call('POST', 'channels', {
      body: { network: 'bluesky', credentials: { ...credentials, password: 'wrong-wrong-wrong-1234' } },
    });
    watch.add('bluesky typed', 'password', 'wrong-wrong-wrong-1234');
    const connected = await call('POST', 'channels', { body: { network: 'bluesky', credentials } });
    expect(connected.status).toBe(201);
    const channelRef = { workspaceId: admin.workspaceId, channelId: String(connected.body.id) };
    await pull(channelRef);
    standIn.fail(/./, {
      kind: 'answer',
      status: 400,
      body: JSON.stringify({ error: 'InvalidToken', message: `Malformed access token ${standIn.password}` }),
    });
    await pull(channelRef);
    standIn.expireAccess();
    await pull(channelRef);
    standIn.expireAccess();
    standIn.expireRefresh();
    standIn.password = 'eeee-ffff-gggg-hhhh';
    await pull(channelRef);
    await readEverything();
    await expectNothingOutside();
  } finally {
    await standIn.stop();
  }
});

test('the search for secrets would have found them in everything that it looked through', async () => {
  const from = [...watch.secrets.values()].join('\n');
  for (const network of server.networks.keys()) expect(from).toContain(`${network} `);
  expect(watch.secrets.size).toBeGreaterThan(60);
  const lines = logged.join('').trim().split('\n');
  expect(lines.length).toBeGreaterThan(100);
  for (const message of ['"request"', 'webhook refused']) expect(logged.join('')).toContain(message);
  expect(answers.length).toBeGreaterThan(300);
  // A secret that became known late may have been written early.
  Object.assign(seen, { lines: 0, answers: 0 });
  await expectNothingOutside();
  expect(watch.findIn('here', `a line with ${[...watch.secrets.keys()][0]} in it`)).toHaveLength(1);
});
