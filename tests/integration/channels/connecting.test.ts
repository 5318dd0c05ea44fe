import { createHash } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { answerConnection } from '#lib/channels/connecting/answer-connection.ts';
import { beginConnection } from '#lib/channels/connecting/begin-connection.ts';
import { connectAccounts } from '#lib/channels/connecting/connect-accounts.ts';
import { dropOldAttempts } from '#lib/channels/connecting/drop-old-attempts.ts';
import { getConnection } from '#lib/channels/connecting/get-connection.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { disconnectChannel } from '#lib/channels/connecting/disconnect-channel.ts';
import { listChannels } from '#lib/channels/detail/list-channels.ts';
import { redirectAddress } from '#lib/channels/addresses.ts';
import { database } from '#tests/support/owner-database.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';
import { aSessionOf, followAt, ORIGIN, signInAt } from './signing-in.ts';

const standIns = await serveNetworks(['x', 'facebook']);
afterAll(() => standIns.stop());

let admin: Caller;
let slug: string;

beforeEach(async () => {
  ({ admin, slug } = await aWorkspace());
});

const begin = (network = 'x', channelId?: string) => beginConnection(admin, { network, channelId, origin: ORIGIN });

/** The member's request after the network has redirected her back. */
async function comeBack(
  params: Record<string, string>,
  { network = 'x', who = admin }: { network?: string; who?: Caller | null } = {},
) {
  return await answerConnection({ network, params, sessionId: who && (await aSessionOf(who)) });
}

describe('signing in at the network', () => {
  test('signing in at the network offers its accounts and connects the chosen one', async () => {
    const { id, authorizeUrl } = await begin();
    expect(await getConnection(admin, { connectionId: id })).toMatchObject({ state: 'waiting', accounts: [] });
    const back = await followAt(authorizeUrl, 'Allow');
    expect(back.path).toBe(`${ORIGIN}/api/connect/x/callback`);
    expect(await comeBack(back.params)).toBe(`/w/${slug}/channels/connect/${id}`);
    const { brand } = standIns.of('x').sandbox;
    const view = await getConnection(admin, { connectionId: id });
    expect(view).toMatchObject({
      network: 'x',
      state: 'choose',
      failure: null,
      accounts: [{ externalId: brand.externalId, handle: brand.handle, isConnected: false }],
    });
    expect(JSON.stringify(view)).not.toMatch(/token/i);

    const [channel] = await connectAccounts(admin, { connectionId: id, externalIds: [brand.externalId] });
    expect(channel).toMatchObject({ network: 'x', status: 'connected', externalId: brand.externalId });
    expect((await getConnection(admin, { connectionId: id })).accounts).toMatchObject([{ isConnected: true }]);
    await expect(connectAccounts(admin, { connectionId: id, externalIds: [brand.externalId] })).rejects.toMatchObject({
      code: 'already_connected',
    });
    expect(await listChannels(admin)).toHaveLength(1);
  });

  test('the network gets a PKCE challenge and a state, and neither secret is stored in plain text', async () => {
    const { id, authorizeUrl } = await begin();
    const query = new URL(authorizeUrl).searchParams;
    const [workspaceId, secret = ''] = (query.get('state') ?? '').split('.');
    expect(workspaceId).toBe(admin.workspaceId);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    const row = await database().prisma.connectAttempt.findFirstOrThrow({ where: { id } });
    expect(row.stateHash).toBe(createHash('sha256').update(secret).digest('hex'));
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(query.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    const other = new URL((await begin()).authorizeUrl).searchParams;
    expect(other.get('state')).not.toBe(query.get('state'));
    expect(other.get('code_challenge')).not.toBe(query.get('code_challenge'));
  });

  test('a member who declines at the network is told so and no channel is connected', async () => {
    for (const network of ['x', 'facebook']) {
      const { id, path } = await signInAt(admin, network, { link: 'Refuse' });
      expect(path).toBe(`/w/${slug}/channels/connect/${id}`);
      expect(await getConnection(admin, { connectionId: id })).toMatchObject({
        state: 'failed',
        failure: 'refused_by_member',
        accounts: [],
      });
    }
  });

  test("an error at the network's consent page is shown with its reason", async () => {
    const { id, authorizeUrl } = await begin();
    const { params } = await followAt(authorizeUrl, 'Allow');
    await comeBack({ ...params, code: 'made-up' });
    const failed = await getConnection(admin, { connectionId: id });
    expect(failed.state).toBe('failed');
    expect(failed.failure).not.toBe('refused_by_member');
    await expect(connectAccounts(admin, { connectionId: id, externalIds: ['1'] })).rejects.toMatchObject({
      code: 'token_expired',
    });
  });

  test('the redirect address ends with a slash where the network requires one', () => {
    const oauth = connectorOf('x')?.oauth;
    if (!oauth) throw new Error('the network has no sign-in of its own');
    const slashed = { network: 'x', oauth: { ...oauth, redirectEndsWithSlash: true as const } };
    expect(redirectAddress(slashed, ORIGIN)).toBe(`${ORIGIN}/api/connect/x/callback/`);
  });

  test('only an admin signs in at a network, for a network that offers it and a channel of the workspace', async () => {
    const lead = await aMember({ ...admin, role: 'lead' });
    await expect(beginConnection(lead, { network: 'x', origin: ORIGIN })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await expect(begin('bluesky')).rejects.toMatchObject({ code: 'not_offered' });
    await expect(begin('orkut')).rejects.toMatchObject({ code: 'not_offered' });
    await expect(begin('x', crypto.randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('foreign sign-ins', () => {
  test('a sign-in with a changed, invented or missing state is refused', async () => {
    const { id, authorizeUrl } = await begin();
    const { params } = await followAt(authorizeUrl, 'Allow');
    const { state = '', ...rest } = params;
    const [workspaceId, secret] = state.split('.');
    const { workspaceId: elsewhere } = await aWorkspace();
    for (const forged of [
      undefined,
      '',
      `${workspaceId}.${'A'.repeat(43)}`,
      `${elsewhere}.${secret}`,
      `${workspaceId}.${secret}x`,
      `//evil.example.test/${secret}`,
      "' or 1=1 --",
    ]) {
      const sent = comeBack({ ...rest, ...(forged === undefined ? {} : { state: forged }) });
      await expect(sent).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await getConnection(admin, { connectionId: id })).toMatchObject({ state: 'waiting' });
  });

  test('nobody but the member who began a sign-in can finish it', async () => {
    const { id, authorizeUrl } = await begin();
    const { params } = await followAt(authorizeUrl, 'Allow');
    const colleague = await aMember({ ...admin, role: 'admin' });
    const stranger = (await aWorkspace()).admin;
    await expect(comeBack(params, { who: colleague })).rejects.toMatchObject({ code: 'not_found' });
    await expect(comeBack(params, { who: stranger })).rejects.toMatchObject({ code: 'not_found' });
    await expect(comeBack(params, { who: null })).rejects.toMatchObject({ code: 'not_signed_in' });
    await comeBack(params);
    expect(await getConnection(admin, { connectionId: id })).toMatchObject({ state: 'choose' });
    for (const who of [colleague, stranger]) {
      await expect(getConnection(who, { connectionId: id })).rejects.toMatchObject({ code: 'not_found' });
      await expect(connectAccounts(who, { connectionId: id, externalIds: ['1'] })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });

  test('a sign-in cannot be finished with the answer of another network', async () => {
    const { id, authorizeUrl } = await begin();
    const { params } = await followAt(authorizeUrl, 'Allow');
    await expect(comeBack(params, { network: 'facebook' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await getConnection(admin, { connectionId: id })).toMatchObject({ state: 'waiting' });
  });

  test('a code is exchanged once, even by requests at the same time', async () => {
    const { id, authorizeUrl } = await begin();
    const { params } = await followAt(authorizeUrl, 'Allow');
    const before = standIns.of('x').calls.filter(({ path }) => path === '/2/oauth2/token').length;
    const paths = await Promise.all(Array.from({ length: 5 }, () => comeBack(params)));
    expect(new Set(paths)).toEqual(new Set([`/w/${slug}/channels/connect/${id}`]));
    await comeBack(params);
    await comeBack({ ...params, error: 'access_denied' });
    expect(standIns.of('x').calls.filter(({ path }) => path === '/2/oauth2/token')).toHaveLength(before + 1);
    expect(await getConnection(admin, { connectionId: id })).toMatchObject({ state: 'choose' });
  });

  test('a sign-in expires after 15 minutes and is deleted later', async () => {
    const later = new Date(Date.now() + 15 * 60_000 + 1_000);
    const { id, authorizeUrl } = await begin();
    const { params } = await followAt(authorizeUrl, 'Allow');
    await answerConnection({ network: 'x', params, sessionId: await aSessionOf(admin), now: later });
    expect(await getConnection(admin, { connectionId: id, now: later })).toMatchObject({ state: 'expired' });

    const { id: second } = await signInAt(admin, 'x');
    const { brand } = standIns.of('x').sandbox;
    const choose = connectAccounts(admin, { connectionId: second, externalIds: [brand.externalId], now: later });
    await expect(choose).rejects.toMatchObject({ code: 'token_expired' });
    await dropOldAttempts(later);
    expect(await getConnection(admin, { connectionId: second, now: later })).toMatchObject({ state: 'expired' });
    await dropOldAttempts(new Date(later.getTime() + 3_600_000));
    await expect(getConnection(admin, { connectionId: second })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a sign-in never redirects to another site', async () => {
    const { authorizeUrl } = await begin();
    const { params } = await followAt(authorizeUrl, 'Allow');
    const path = await comeBack({ ...params, next: 'https://evil.example.test', redirect_uri: '//evil.example.test' });
    expect(path).toMatch(/^\/w\/[^/]+\/channels\/connect\/[0-9a-f-]{36}$/);
  });
});

describe('reconnecting', () => {
  test('a channel can only be reconnected with the same account', async () => {
    const { id } = await signInAt(admin, 'x');
    const { brand } = standIns.of('x').sandbox;
    const [channel] = await connectAccounts(admin, { connectionId: id, externalIds: [brand.externalId] });
    const channelId = channel?.id ?? '';
    await database().prisma.channel.updateMany({ where: { id: channelId }, data: { status: 'reconnect' } });
    const again = await signInAt(admin, 'x', { channelId });
    expect(await getConnection(admin, { connectionId: again.id })).toMatchObject({ channelId, state: 'choose' });
    const [back] = await connectAccounts(admin, { connectionId: again.id, externalIds: [brand.externalId] });
    expect(back).toMatchObject({ id: channelId, status: 'connected' });

    await database().prisma.channel.updateMany({ where: { id: channelId }, data: { externalId: '4711' } });
    const other = await signInAt(admin, 'x', { channelId });
    await expect(
      connectAccounts(admin, { connectionId: other.id, externalIds: [brand.externalId] }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(begin('facebook', channelId)).rejects.toMatchObject({ code: 'conflict' });
    await disconnectChannel(admin, { channelId });
    await expect(begin('x', channelId)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('tokens obtained elsewhere', () => {
  test.each([
    ['seconds', () => Math.round(Date.now() / 1000) + 3_600],
    ['milliseconds', () => Date.now() + 3_600_000],
    ['digits', () => String(Date.now() + 3_600_000)],
    ['ISO 8601', () => new Date(Date.now() + 3_600_000).toISOString()],
  ])('tokens that expire at a time in %s are accepted and renewed before they expire', async (_, expiresAt) => {
    const tokens = standIns.of('x').sandbox.connectInput();
    const channel = await connectChannel(admin, { network: 'x', credentials: { ...tokens, expiresAt: expiresAt() } });
    const row = await database().prisma.channelCredential.findFirstOrThrow({ where: { channelId: channel.id } });
    const ahead = (row.refreshAt?.getTime() ?? 0) - Date.now();
    expect(ahead).toBeGreaterThan(30 * 60_000);
    expect(ahead).toBeLessThan(60 * 60_000);
  });
});
