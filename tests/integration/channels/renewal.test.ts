import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { readCredentials, writeCredentials } from '#lib/channels/credentials/seal-credentials.ts';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { findDueRenewals, renewAhead } from '#lib/channels/credentials/renew-ahead.ts';
import { renewCredentials } from '#lib/channels/credentials/renew-credentials.ts';
import { findUnreportedLosses, emailAdminsOfLoss } from '#lib/channels/credentials/email-admins-of-loss.ts';
import { openChannel } from '#lib/channels/open-channel.ts';
import { pauseChannel } from '#lib/channels/pause-channel.ts';
import { reconnectChannel } from '#lib/channels/connecting/reconnect-channel.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { startMailServer } from '#tests/support/mail-server.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';

// X: a refresh token is used up by a renewal, and the tokens before it die. Google: it stays, and is not given again.
const standIns = await serveNetworks(['x', 'youtube']);
const mail = await startMailServer();
process.env.SMTP_URL = mail.url;
process.env.PUBLIC_URL = 'https://inbox.example.test';
afterAll(async () => {
  await standIns.stop();
  await mail.stop();
});

type ChannelRef = { workspaceId: string; channelId: string };
let admin: Caller;
let channelRef: ChannelRef;

beforeEach(async () => {
  ({ admin } = await aWorkspace());
  channelRef = await connected('x');
});

async function connected(network: string): Promise<ChannelRef> {
  const credentials = { ...standIns.of(network).sandbox.connectInput(), expiresAt: Date.now() + 3_600_000 };
  const { id } = await connectChannel(admin, { network, credentials });
  return { workspaceId: admin.workspaceId, channelId: id };
}

/** Opens the channel as a worker does. */
async function opened(of = channelRef) {
  const channel = await inWorkspace(of.workspaceId, (tx) => openChannel(tx, of, AbortSignal.timeout(30_000)));
  if (!channel) throw new Error('the channel cannot be opened');
  return channel;
}

const stored = (of = channelRef) => inWorkspace(of.workspaceId, (tx) => readCredentials(tx, of));
const row = (of = channelRef) => database().prisma.channelCredential.findFirstOrThrow({ where: of });
const refreshes = (network = 'x') => standIns.of(network).sandbox.logins().refreshes;
const isDue = async (of = channelRef) =>
  (await findDueRenewals(1_000)).some(({ channelId }) => channelId === of.channelId);
const makeDue = (of = channelRef) =>
  database().prisma.channelCredential.updateMany({ where: of, data: { refreshAt: new Date(Date.now() - 1) } });
const untold = async () =>
  (await findUnreportedLosses(1_000)).filter(({ channelId }) => channelId === channelRef.channelId);

describe('expired credentials', () => {
  test('expired credentials are renewed once, however many workers notice at once', async () => {
    const workers = await Promise.all(Array.from({ length: 20 }, () => opened()));
    const before = refreshes();
    const renewed = await Promise.all(workers.map(({ context }) => context.renewCredentials(context.credentials)));
    expect(refreshes()).toBe(before + 1);
    for (const credentials of renewed) expect(credentials).toEqual(await stored());
    // A later worker with the dead tokens gets the new ones.
    const late = workers[0]?.context;
    expect(await late?.renewCredentials(workers[1]?.context.credentials)).toBeDefined();
    expect(await (await opened()).connector.checkCredentials?.((await opened()).context)).toMatchObject({
      account: {},
    });
  });

  test('a worker with outdated credentials takes the stored ones without asking the network', async () => {
    const early = await opened();
    const dead = early.context.credentials;
    await early.context.renewCredentials(dead);
    const before = refreshes();
    expect(await early.context.renewCredentials(dead)).toEqual(await stored());
    expect(refreshes()).toBe(before);
  });

  test('a call that fails for expired credentials succeeds after the renewal', async () => {
    const { connector, context } = await opened();
    standIns.of('x').sandbox.expireAccess();
    expect(await connector.checkCredentials?.(context)).toMatchObject({
      account: { handle: expect.any(String) as string },
    });
    expect(context.credentials).toEqual(await stored());
  });

  test('the refresh token is kept when the network returns no new one', async () => {
    const google = await connected('youtube');
    const before = await stored(google);
    const { context } = await opened(google);
    await context.renewCredentials(context.credentials);
    const { refreshToken } = before as { refreshToken: string };
    expect(await stored(google)).toMatchObject({ refreshToken });
    expect(await stored(google)).not.toEqual(before);
  });
});

describe('a network that cannot renew', () => {
  test.each([
    ['is down', { kind: 'server_error' } as const],
    ['answers nonsense', { kind: 'garbage' } as const],
    ['cuts the line', { kind: 'cut', when: 'before' } as const],
  ])('a network that %s costs no channel: the credentials stay and the renewal is repeated', async (_, fault) => {
    const { faults } = standIns.of('x');
    const before = await stored();
    const pauses: number[] = [];
    for (let failures = 1; failures <= 3; failures += 1) {
      await makeDue();
      faults.failNext('read', fault);
      await renewAhead(channelRef);
      const { refreshAt, failedRenewals, leaseUntil } = await row();
      expect({ failedRenewals, leaseUntil }).toEqual({ failedRenewals: failures, leaseUntil: null });
      pauses.push((refreshAt?.getTime() ?? 0) - Date.now());
    }
    expect(await stored()).toEqual(before);
    expect(pauses[1]).toBeGreaterThan((pauses[0] ?? 0) * 1.5);
    expect(pauses[2]).toBeGreaterThan((pauses[1] ?? 0) * 1.5);
    expect((await getChannel(admin, channelRef)).status).toBe('connected');
    expect(await isDue()).toBe(false);
    await makeDue();
    expect(await isDue()).toBe(true);
    await renewAhead(channelRef);
    expect(await stored()).not.toEqual(before);
    expect(await row()).toMatchObject({ failedRenewals: 0 });
  });

  test('one failed renewal fails all calls that wait for it', async () => {
    const workers = await Promise.all(Array.from({ length: 10 }, () => opened()));
    const asked = () => standIns.of('x').calls.filter(({ path }) => path === '/2/oauth2/token').length;
    const before = asked();
    // The first is never answered: while it is waited for, all others have begun to wait. None of them asks after it.
    standIns.of('x').faults.failNext('read', { kind: 'silence' });
    const results = await Promise.allSettled(
      workers.map(({ context }) => context.renewCredentials(context.credentials)),
    );
    expect(asked()).toBe(before);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { kind: 'unavailable' } });
    }
  });
});

describe('answers without credentials', () => {
  test.each([
    ['nothing', undefined],
    ['an empty object', {}],
    ['an empty token', { accessToken: '', refreshToken: 'r' }],
  ])('%s do not replace the stored credentials', async (_, answer) => {
    const { connector, context } = await opened();
    const before = await stored();
    const broken = { ...connector, refresh: () => Promise.resolve(answer) };
    await expect(renewCredentials(channelRef, broken, context.credentials, context)).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect(await stored()).toEqual(before);
    expect((await getChannel(admin, channelRef)).status).toBe('connected');
  });
});

describe('credentials that cannot be renewed', () => {
  const kill = () => {
    standIns.of('x').sandbox.expireAccess();
    standIns.of('x').sandbox.expireRefresh();
  };

  test('dead credentials mark the channel once and fail every waiting call', async () => {
    const workers = await Promise.all(Array.from({ length: 10 }, () => opened()));
    kill();
    const asked = () => standIns.of('x').calls.filter(({ path }) => path === '/2/oauth2/token').length;
    const before = asked();
    const results = await Promise.allSettled(
      workers.map(({ context }) => context.renewCredentials(context.credentials)),
    );
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { kind: 'unauthorized' } });
    }
    expect(asked()).toBe(before + 1);
    expect(await getChannel(admin, channelRef)).toMatchObject({ status: 'reconnect', statusReason: 'bad_credentials' });
    expect(await isDue()).toBe(false);
  });

  test('the admins and leads get one email in their language when a channel is lost', async () => {
    const lead = await aMember({ ...channelRef, role: 'lead', name: 'Aya Traoré' });
    await aMember({ ...channelRef, role: 'manager' });
    await database().prisma.user.update({ where: { id: lead.userId }, data: { language: 'fr' } });
    kill();
    await makeDue();
    await renewAhead(channelRef);
    expect(await untold()).toHaveLength(1);
    await Promise.all(Array.from({ length: 5 }, () => emailAdminsOfLoss(channelRef)));
    const emails = [await mail.nextEmail(), await mail.nextEmail()];
    const link = `https://inbox.example.test/w/`;
    expect(
      emails.every(({ body }) => body.includes(link) && body.includes(`/channels/${channelRef.channelId}/reconnect`)),
    ).toBe(true);
    expect(emails.filter(({ body }) => body.includes('Bonjour Aya'))).toHaveLength(1);
    expect(emails.filter(({ body }) => body.includes('Hello '))).toHaveLength(1);
    expect(await untold()).toEqual([]);
    const leftover = await Promise.race([mail.nextEmail(), emailAdminsOfLoss(channelRef).then(() => 'none')]);
    expect(leftover).toBe('none');
  });

  test('a channel that is lost a second time is reported again', async () => {
    kill();
    await makeDue();
    await renewAhead(channelRef);
    await database().prisma.channel.updateMany({
      where: { id: channelRef.channelId },
      data: { reconnectNotifiedAt: new Date() },
    });
    await reconnectChannel(admin, { ...channelRef, credentials: standIns.of('x').sandbox.connectInput() });
    expect(await untold()).toEqual([]);
    kill();
    await makeDue();
    await renewAhead(channelRef);
    expect(await untold()).toHaveLength(1);
    await database().prisma.channel.updateMany({
      where: { id: channelRef.channelId },
      data: { reconnectNotifiedAt: new Date() },
    });
  });

  test('credentials that a member enters meanwhile are not overwritten', async () => {
    const { connector, context } = await opened();
    const brought = standIns.of('x').sandbox.connectInput();
    const slow = {
      ...connector,
      refresh: async () => {
        await reconnectChannel(admin, { ...channelRef, credentials: brought });
        return { accessToken: 'too-late', refreshToken: 'too-late' };
      },
    };
    const used = await renewCredentials(channelRef, slow, context.credentials, context);
    expect(used).toMatchObject({ accessToken: brought.accessToken });
    expect(await stored()).toMatchObject({ accessToken: brought.accessToken });
  });
});

describe('renewal ahead of time', () => {
  test('credentials are renewed before they expire', async () => {
    expect(await isDue()).toBe(false);
    await makeDue();
    expect(await isDue()).toBe(true);
    const before = refreshes();
    await Promise.all(Array.from({ length: 5 }, () => renewAhead(channelRef)));
    expect(refreshes()).toBe(before + 1);
    expect((await row()).refreshAt?.getTime()).toBeGreaterThan(Date.now() + 3_600_000);
    expect(await isDue()).toBe(false);
    await renewAhead(channelRef);
    expect(refreshes()).toBe(before + 1);
  });

  test('credentials of a paused channel are renewed, those of a channel to be reconnected are not', async () => {
    await makeDue();
    await pauseChannel(admin, channelRef);
    expect(await isDue()).toBe(true);
    await database().prisma.channel.updateMany({ where: { id: channelRef.channelId }, data: { status: 'reconnect' } });
    expect(await isDue()).toBe(false);
  });

  test('a worker that died during a renewal does not block the next one', async () => {
    await makeDue();
    const alive = { leaseId: crypto.randomUUID(), leaseUntil: new Date(Date.now() + 60_000) };
    await database().prisma.channelCredential.updateMany({ where: channelRef, data: alive });
    expect(await isDue()).toBe(false);
    const over = { leaseUntil: new Date(Date.now() - 1) };
    await database().prisma.channelCredential.updateMany({ where: channelRef, data: over });
    expect(await isDue()).toBe(true);
    const before = refreshes();
    await renewAhead(channelRef);
    expect(refreshes()).toBe(before + 1);
  });

  test('credentials that expire the moment they are issued are not renewed in a loop', async () => {
    const connector = connectorOf('x');
    if (!connector) throw new Error('there is no connector');
    await makeDue();
    const { context } = await opened();
    const short = { ...connector, tokenLife: () => ({ refreshAt: new Date(0) }) };
    await renewCredentials(channelRef, short, context.credentials, context);
    expect(await isDue()).toBe(false);
  });
});

test('a connector that cannot renew reports its credentials as dead at once', async () => {
  const { connector, context } = await opened();
  const without = { ...connector };
  delete without.refresh;
  await inWorkspace(channelRef.workspaceId, (tx) => writeCredentials(tx, channelRef, connector, context.credentials));
  await expect(renewCredentials(channelRef, without, context.credentials, context)).rejects.toBeInstanceOf(
    NetworkError,
  );
  expect((await getChannel(admin, channelRef)).status).toBe('reconnect');
});
