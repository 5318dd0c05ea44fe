import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { checkCredentials, findDueAccessChecks } from '#lib/channels/credentials/check-credentials.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { pauseChannel } from '#lib/channels/pause-channel.ts';
import { database } from '#tests/support/owner-database.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';

const standIns = await serveNetworks(['x', 'tiktok']);
process.env.PUBLIC_URL = 'https://inbox.example.test';
afterAll(() => standIns.stop());

const HOUR = 3_600_000;
let admin: Caller;
let channelRef: { workspaceId: string; channelId: string };

beforeEach(async () => {
  ({ admin } = await aWorkspace());
  const credentials = standIns.of('x').sandbox.connectInput();
  const { id } = await connectChannel(admin, { network: 'x', credentials });
  channelRef = { workspaceId: admin.workspaceId, channelId: id };
});

const row = () => database().prisma.channel.findFirstOrThrow({ where: { id: channelRef.channelId } });
const change = (data: Parameters<ReturnType<typeof database>['prisma']['channel']['updateMany']>[0]['data']) =>
  database().prisma.channel.updateMany({ where: { id: channelRef.channelId }, data });
const isDue = async (now = new Date()) =>
  (await findDueAccessChecks(1_000, now)).some(({ channelId }) => channelId === channelRef.channelId);
const looks = () => standIns.of('x').calls.filter(({ path }) => path === '/2/users/me').length;

describe("the daily check of a channel's credentials", () => {
  test('credentials are checked after connecting and then once a day, however many workers run', async () => {
    expect(await isDue()).toBe(true);
    const before = looks();
    await Promise.all(Array.from({ length: 6 }, () => checkCredentials(channelRef)));
    expect(looks()).toBe(before + 1);
    expect(await isDue()).toBe(false);
    expect(await isDue(new Date(Date.now() + 23 * HOUR))).toBe(false);
    expect(await isDue(new Date(Date.now() + 24 * HOUR + 1))).toBe(true);
  });

  test("the daily check updates the account's name and permissions", async () => {
    const before = await row();
    await change({ handle: 'old', name: 'Old', rights: {} });
    await checkCredentials(channelRef);
    const { handle, name, rights } = await row();
    expect({ handle, name, rights }).toEqual({ handle: before.handle, name: before.name, rights: before.rights });
  });

  test("the daily check subscribes to the network's webhooks and records when", async () => {
    expect((await row()).subscribedAt).toBeNull();
    await checkCredentials(channelRef);
    expect((await row()).subscribedAt).toBeInstanceOf(Date);
    expect(standIns.of('x').calls.some(({ path }) => path.includes('webhooks'))).toBe(true);
  });

  test('a channel whose permission was revoked asks to be reconnected', async () => {
    standIns.of('x').sandbox.expireAccess();
    standIns.of('x').sandbox.expireRefresh();
    await checkCredentials(channelRef);
    expect(await getChannel(admin, channelRef)).toMatchObject({ status: 'reconnect', statusReason: 'bad_credentials' });
    expect(await isDue(new Date(Date.now() + 48 * HOUR))).toBe(false);
  });

  test('when the network does not answer the daily check, it is repeated in an hour and the channel stays connected', async () => {
    standIns.of('x').faults.failNext('read', { kind: 'server_error' });
    await checkCredentials(channelRef);
    expect((await getChannel(admin, channelRef)).status).toBe('connected');
    expect(await isDue()).toBe(false);
    expect(await isDue(new Date(Date.now() + HOUR + 1_000))).toBe(true);
  });

  test('the daily check skips paused channels', async () => {
    await pauseChannel(admin, channelRef);
    const before = looks();
    expect(await isDue()).toBe(false);
    await checkCredentials(channelRef);
    expect(looks()).toBe(before);
  });
});
