import { afterAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { operations } from '#lib/api/operations.ts';
import type { Caller } from '#lib/caller.ts';
import { answerConnection } from '#lib/channels/connecting/answer-connection.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { anApiKey, type ApiCall, aSession, startApi } from '#tests/support/api-server.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';

const standIns = await serveNetworks(['x']);
const api = await startApi();
afterAll(async () => {
  await api.stop();
  await standIns.stop();
  await closeQueues();
  await closeDatabase();
});

let admin: Caller;
let key: string;

beforeEach(async () => {
  ({ admin } = await aWorkspace());
  ({ key } = await anApiKey(admin));
});

/** Calls an operation and checks its answer against the operation's schema. */
async function call(id: string, params: Record<string, string> = {}, rest: ApiCall = {}) {
  const operation = operations.find((one) => one.id === id);
  if (!operation) throw new Error(`no operation ${id}`);
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  const answer = await api.call(operation.method, `workspaces/${admin.workspaceId}/${path}`, { key, ...rest });
  expect([answer.status, answer.body.code]).toEqual([operation.status ?? 200, undefined]);
  if (operation.answer instanceof z.ZodObject) operation.answer.strict().parse(answer.body);
  return answer.body;
}

test("a channel can be connected through the network's consent page with the API alone", async () => {
  const { id: connectionId, authorizeUrl } = await call('beginConnection', {}, { body: { network: 'x' } });
  const redirectUri = new URL(String(authorizeUrl)).searchParams.get('redirect_uri');
  // No public address is set: the member comes back to where the request was sent.
  expect(redirectUri).toBe(`${api.origin}/api/connect/x/callback`);
  expect(await call('getConnection', { connectionId: String(connectionId) })).toMatchObject({ state: 'waiting' });

  const page = await (await fetch(String(authorizeUrl))).text();
  const link = /<a href="([^"]+)">Allow/.exec(page)?.[1]?.replaceAll('&#38;', '&') ?? '';
  const params = Object.fromEntries(new URL(link).searchParams);
  await answerConnection({ network: 'x', params, sessionId: await aSession(admin) });
  const found = await call('getConnection', { connectionId: String(connectionId) });
  const { brand } = standIns.of('x').sandbox;
  expect(found).toMatchObject({ state: 'choose', accounts: [{ externalId: brand.externalId, isConnected: false }] });

  const body = { externalIds: [brand.externalId], monthlyBudgetMicros: 12_000_000 };
  const { channels } = await call('connectAccounts', { connectionId: String(connectionId) }, { body });
  const [channel] = channels as { id: string }[];
  expect(channel).toMatchObject({ network: 'x', status: 'connected', limits: { monthlyBudgetMicros: 12_000_000 } });
  await call('changeChannel', { channelId: channel?.id ?? '' }, { body: { monthlyBudgetMicros: 5_000_000 } });
  await call('changeChannel', { channelId: channel?.id ?? '' }, { body: { monthlyBudgetMicros: null } });
});

test('a channel can be connected with tokens obtained elsewhere that expire at a number of seconds', async () => {
  const credentials = { ...standIns.of('x').sandbox.connectInput(), expiresAt: Math.round(Date.now() / 1000) + 3_600 };
  expect(await call('connectChannel', {}, { body: { network: 'x', credentials } })).toMatchObject({ network: 'x' });
});

test("an admin can read and test the app settings, and a network's refusal comes with its reason", async () => {
  const { apps } = await call('listNetworkApps');
  expect(apps).toEqual(expect.arrayContaining([expect.objectContaining({ network: 'x', isReady: true })]));
  await call('testNetworkApp', { network: 'x' });
  const path = `workspaces/${admin.workspaceId}/network-apps/facebook/test`;
  const refused = await api.call('POST', path, { key });
  expect(refused.body).toMatchObject({ status: 422, code: 'network_refused', reason: 'app_not_set_up' });
});
