import { spawn } from 'node:child_process';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { beginConnection } from '#lib/channels/connecting/begin-connection.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { listNetworks } from '#lib/channels/apps/list-networks.ts';
import { listNetworkApps, testNetworkApp } from '#lib/channels/apps/network-apps.ts';
import { openChannel } from '#lib/channels/open-channel.ts';
import { rotateCredentials } from '#lib/channels/credentials/rotate-credentials.ts';
import { setNetworkApp } from '#lib/channels/apps/set-network-app.ts';
import { setBudget } from '#lib/channels/rate-limits/set-budget.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { NODE_FLAGS } from '#scripts/process/run-node.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';

const standIns = await serveNetworks(['x', 'youtube', 'tiktok'], { apart: ['tiktok'] });
process.env.PUBLIC_URL = 'https://inbox.example.test';
afterAll(() => standIns.stop());

let admin: Caller;
let slug: string;

beforeEach(async () => {
  ({ admin, slug } = await aWorkspace());
});

const app = async (network: string, of = admin) => (await listNetworkApps(of)).find((one) => one.network === network);
const network = async (name: string, of = admin) => (await listNetworks(of)).find((one) => one.network === name);
const ownApp = (settings: { clientId?: string; clientSecret?: string; options?: Record<string, string> } = {}) =>
  setNetworkApp({
    workspace: slug,
    network: 'x',
    settings: { options: {}, clientId: 'own', clientSecret: 'own-secret', ...settings },
  });

describe('the app of a network', () => {
  test('the settings of an app are shown without its secret and with the addresses to enter at the network', async () => {
    const { sandbox } = standIns.of('x');
    const apps = await listNetworkApps(admin);
    expect(JSON.stringify(apps)).not.toContain(sandbox.app.clientSecret);
    expect(JSON.stringify(apps)).not.toContain(sandbox.app.webhookSecret);
    expect(await app('x')).toMatchObject({
      from: 'operator',
      isReady: true,
      settings: expect.arrayContaining([
        { name: 'clientId', variable: 'PARVIS_X_CLIENT_ID', isRequired: true, isSet: true },
      ]) as unknown,
      webhookUrl: 'https://inbox.example.test/api/webhooks/x',
      redirectUrl: 'https://inbox.example.test/api/connect/x/callback',
    });
    expect(await app('tiktok')).toMatchObject({ isReady: false });
    expect(await app('bluesky')).toMatchObject({ from: null, isReady: true, settings: [], redirectUrl: null });
  });

  test('a network can be connected only when its app is set up', async () => {
    expect(await network('x')).toMatchObject({ isReady: true, connectBy: 'oauth' });
    expect(await network('tiktok')).toMatchObject({ isReady: false, connectBy: 'oauth' });
    expect(await network('bluesky')).toMatchObject({ isReady: true, connectBy: 'fields', pushes: [] });
    expect((await network('tiktok'))?.pushes).not.toEqual([]);
    const begun = beginConnection(admin, { network: 'tiktok', origin: 'https://inbox.example.test' });
    await expect(begun).rejects.toMatchObject({ code: 'network_refused', values: { reason: 'app_not_set_up' } });
  });

  test('an admin can test an app at the network', async () => {
    await testNetworkApp(admin, { network: 'youtube' });
    await expect(testNetworkApp(admin, { network: 'tiktok' })).rejects.toMatchObject({
      code: 'network_refused',
      values: { reason: 'app_not_set_up' },
    });
    await expect(testNetworkApp(admin, { network: 'orkut' })).rejects.toMatchObject({ code: 'not_found' });
    const settings = { clientId: 'wrong', clientSecret: 'wrong', options: {} };
    await setNetworkApp({ workspace: slug, network: 'youtube', settings });
    await expect(testNetworkApp(admin, { network: 'youtube' })).rejects.toMatchObject({ code: 'network_refused' });
    standIns.of('youtube').faults.failNext('read', { kind: 'server_error' });
    await expect(testNetworkApp(admin, { network: 'youtube' })).rejects.toMatchObject({ code: 'network_unavailable' });
  });

  test('only an admin sees and tests apps', async () => {
    const lead = await aMember({ ...admin, role: 'lead' });
    await expect(listNetworkApps(lead)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(testNetworkApp(lead, { network: 'x' })).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe("a workspace's own app", () => {
  test("a workspace's own app takes precedence over the operator's, in that workspace only", async () => {
    const { id } = await ownApp();
    expect(await app('x')).toMatchObject({
      from: 'workspace',
      webhookUrl: `https://inbox.example.test/api/webhooks/x/${id}`,
    });
    const { authorizeUrl } = await beginConnection(admin, { network: 'x', origin: 'https://inbox.example.test' });
    expect(new URL(authorizeUrl).searchParams.get('client_id')).toBe('own');
    // The network is where the operator says it is, for all.
    expect(authorizeUrl.startsWith(standIns.of('x').url)).toBe(true);
    const { admin: other } = await aWorkspace();
    expect(await app('x', other)).toMatchObject({ from: 'operator' });
    const row = await database().prisma.networkApp.findFirstOrThrow({ where: { id } });
    expect(Buffer.from(row.sealed).toString('latin1')).not.toContain('own-secret');
  });

  test("a workspace's own app makes a network available that the operator has not set up", async () => {
    await setNetworkApp({
      workspace: slug,
      network: 'tiktok',
      settings: { clientId: 'a', clientSecret: 'b', options: {} },
    });
    expect(await network('tiktok')).toMatchObject({ isReady: true });
  });

  test('a channel keeps the app that issued its tokens when the app is replaced', async () => {
    const input = () => standIns.of('x').sandbox.connectInput();
    const { id: before } = await connectChannel(admin, { network: 'x', credentials: input() });
    const appOf = async (channelId: string) =>
      await inWorkspace(admin.workspaceId, async (tx) => {
        const channelRef = { workspaceId: admin.workspaceId, channelId };
        return (await openChannel(tx, channelRef, AbortSignal.timeout(5_000)))?.context.app.clientId;
      });
    await ownApp({ options: { tier: 'pay_per_use' } }).catch(() => ownApp());
    expect(await appOf(before)).toBe(standIns.of('x').sandbox.app.clientId);
    await database().prisma.channel.updateMany({ where: { id: before }, data: { externalId: 'another' } });
    const { id: after } = await connectChannel(admin, { network: 'x', credentials: input() });
    expect(await appOf(after)).toBe('own');
    await rotateCredentials();
    expect(await appOf(after)).toBe('own');
  });

  test('the app is set from the command line, which never prints its secrets', async () => {
    const command = ['--workspace', slug, '--network', 'x', '--client-id', 'cli', '--client-secret', 's=1'];
    const done = await admin_(['set-network-app', ...command, '--option', 'consumer_key=k=1']);
    expect(done).toMatchObject({ code: 0 });
    expect(done.output).not.toContain('s=1');
    expect(await app('x')).toMatchObject({ from: 'workspace', isReady: true });
    expect((await app('x'))?.options.find(({ name }) => name === 'consumer_key')).toMatchObject({
      isSet: true,
      value: null,
    });
    const wrong = await admin_(['set-network-app', ...command, '--option', 'nonsense=1']);
    expect(wrong.code).not.toBe(0);
    const nowhere = await admin_(['set-network-app', '--workspace', 'nowhere', '--network', 'x']);
    expect(nowhere.output).toContain('not_found');
  });
});

test('a budget can be set where calls cost money, and is written to the audit log', async () => {
  const { id: channelId } = await connectChannel(admin, {
    network: 'x',
    credentials: standIns.of('x').sandbox.connectInput(),
  });
  await setBudget(admin, { channelId, monthlyBudgetMicros: 25_000_000 });
  const where = { workspaceId: admin.workspaceId, act: 'channel_budget_changed' };
  expect(await database().prisma.auditEntry.findMany({ where })).toMatchObject([
    { subject: channelId, details: { monthlyBudgetMicros: 25_000_000 } },
  ]);
  const lead = await aMember({ ...admin, role: 'lead' });
  await expect(setBudget(lead, { channelId, monthlyBudgetMicros: 1 })).rejects.toMatchObject({ code: 'not_allowed' });
  const stranger = (await aWorkspace()).admin;
  await expect(setBudget(stranger, { channelId, monthlyBudgetMicros: 1 })).rejects.toMatchObject({ code: 'not_found' });
  const google = standIns.of('youtube').sandbox.connectInput();
  const free = await connectChannel(admin, { network: 'youtube', credentials: google });
  await expect(setBudget(admin, { channelId: free.id, monthlyBudgetMicros: 1 })).rejects.toMatchObject({
    code: 'not_offered',
  });
});

/** Runs the operator's command line. */
async function admin_(args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [...NODE_FLAGS, 'scripts/admin.ts', ...args], { env: process.env });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, output };
}
