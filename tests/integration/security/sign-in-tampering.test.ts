import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { answerConnection } from '#lib/channels/connecting/answer-connection.ts';
import { beginConnection } from '#lib/channels/connecting/begin-connection.ts';
import { getConnection } from '#lib/channels/connecting/get-connection.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { anApiKey, startApi } from '#tests/support/api-server.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';
import { aSessionOf, followAt } from '../channels/signing-in.ts';

const HOME = 'https://inbox.example.test';
process.env.PUBLIC_URL = HOME;
const signingIn = networks.filter((network) => connectorOf(network)?.oauth);
const standIns = await serveNetworks([...signingIn]);
const api = await startApi();

afterAll(async () => {
  await api.stop();
  await standIns.stop();
  await closeQueues();
  await closeDatabase();
});

let admin: Caller;

beforeEach(async () => {
  ({ admin } = await aWorkspace());
});

describe.each(signingIn)('signing in at %s', (network) => {
  const calls = () => standIns.of(network).calls.length;

  /** Signs a member in at the network, up to the redirect back to us. */
  async function aWayBack(who: Caller = admin) {
    const { id, authorizeUrl } = await beginConnection(who, { network, origin: HOME });
    return { id, authorizeUrl, ...(await followAt(authorizeUrl, 'Allow')) };
  }

  const comeBack = async (
    params: Record<string, string>,
    { who = admin, at = network }: { who?: Caller; at?: string } = {},
  ) => await answerConnection({ network: at, params, sessionId: await aSessionOf(who) });

  test('a callback that another member forged does not call the network', async () => {
    const { id, params } = await aWayBack();
    const { state = '', ...rest } = params;
    const [workspaceId = '', secret = ''] = state.split('.');
    const { admin: stranger } = await aWorkspace();
    const colleague = await aMember({ ...admin, role: 'admin' });
    const before = calls();
    const forgeries = [
      '',
      secret,
      `${workspaceId}.`,
      `${stranger.workspaceId}.${secret}`,
      `${workspaceId}.${secret.slice(1)}`,
    ];
    for (const forged of [...forgeries, state.toUpperCase(), `${state}.${secret}`, `${state}\0`])
      await expect(comeBack({ ...rest, state: forged })).rejects.toMatchObject({ code: 'not_found' });
    await expect(comeBack(rest)).rejects.toMatchObject({ code: 'not_found' });
    for (const who of [stranger, colleague])
      await expect(comeBack(params, { who })).rejects.toMatchObject({ code: 'not_found' });
    const at = signingIn.find((one) => one !== network) ?? '';
    await expect(comeBack(params, { at })).rejects.toMatchObject({ code: 'not_found' });
    expect(calls()).toBe(before);
    expect(await getConnection(admin, { connectionId: id })).toMatchObject({ state: 'waiting', accounts: [] });
    await comeBack(params);
    expect(await getConnection(admin, { connectionId: id })).toMatchObject({ state: 'choose' });
  });

  test('the redirect address is ours, whatever host the request claims', async () => {
    const { key } = await anApiKey(admin);
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'host=evil.example',
    };
    const answer = await api.call('POST', `workspaces/${admin.workspaceId}/connections`, {
      key,
      headers,
      body: { network },
    });
    expect(answer.status).toBeLessThan(300);
    const address = new URL(String(answer.body.authorizeUrl));
    const back = [...address.searchParams.values()].filter(
      (value) => /^https?:/.test(value) && value.includes('/callback'),
    );
    expect(back).toHaveLength(1);
    expect(back[0]).toMatch(new RegExp(`^${HOME}/api/connect/${network}/callback/?$`));
    expect(address.href).not.toContain('evil');
  });

  test('a code that was used, invented or left out connects nothing', async () => {
    const codeIn = ({ params }: { params: Record<string, string> }) => params.auth_code ?? params.code ?? '';
    const used = async () => {
      const way = await aWayBack();
      await comeBack(way.params);
      return codeIn(way);
    };
    for (const code of [used, () => 'made-up', () => '']) {
      const { id, params } = await aWayBack();
      await comeBack({ ...params, ['auth_code' in params ? 'auth_code' : 'code']: await code() });
      expect(await getConnection(admin, { connectionId: id })).toMatchObject({ state: 'failed', accounts: [] });
    }
  });

  if (connectorOf(network)?.oauth?.pkce) {
    test('a code issued to another browser connects nothing', async () => {
      const intruder = await aMember({ ...admin, role: 'admin' });
      const theirs = await aWayBack(intruder);
      const { id, params } = await aWayBack();
      await comeBack({ ...params, code: theirs.params.code ?? '' });
      expect(await getConnection(admin, { connectionId: id })).toMatchObject({ state: 'failed', accounts: [] });
    });
  }
});
