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
let place: { workspaceId: string; channelId: string };

beforeEach(async () => {
  ({ admin } = await aWorkspace());
  const credentials = standIns.of('x').sandbox.connectInput();
  const { id } = await connectChannel(admin, { network: 'x', credentials });
  place = { workspaceId: admin.workspaceId, channelId: id };
});

const row = () => database().prisma.channel.findFirstOrThrow({ where: { id: place.channelId } });
const change = (data: Parameters<ReturnType<typeof database>['prisma']['channel']['updateMany']>[0]['data']) =>
  database().prisma.channel.updateMany({ where: { id: place.channelId }, data });
const isDue = async (now = new Date()) =>
  (await findDueAccessChecks(1_000, now)).some(({ channelId }) => channelId === place.channelId);
const looks = () => standIns.of('x').calls.filter(({ path }) => path === '/2/users/me').length;

describe('the daily look', () => {
  test('comes after connecting, then once a day, and once however many workers come by', async () => {
    expect(await isDue()).toBe(true);
    const before = looks();
    await Promise.all(Array.from({ length: 6 }, () => checkCredentials(place)));
    expect(looks()).toBe(before + 1);
    expect(await isDue()).toBe(false);
    expect(await isDue(new Date(Date.now() + 23 * HOUR))).toBe(false);
    expect(await isDue(new Date(Date.now() + 24 * HOUR + 1))).toBe(true);
  });

  test('brings the account’s name and what it may do up to date', async () => {
    const before = await row();
    await change({ handle: 'old', name: 'Old', rights: {} });
    await checkCredentials(place);
    const { handle, name, rights } = await row();
    expect({ handle, name, rights }).toEqual({ handle: before.handle, name: before.name, rights: before.rights });
  });

  test('asks the network to push, and notes when', async () => {
    expect((await row()).subscribedAt).toBeNull();
    await checkCredentials(place);
    expect((await row()).subscribedAt).toBeInstanceOf(Date);
    expect(standIns.of('x').calls.some(({ path }) => path.includes('webhooks'))).toBe(true);
  });

  test('finds a permission that was taken back: the channel asks to be reconnected', async () => {
    standIns.of('x').sandbox.expireAccess();
    standIns.of('x').sandbox.expireRefresh();
    await checkCredentials(place);
    expect(await getChannel(admin, place)).toMatchObject({ status: 'reconnect', statusReason: 'bad_credentials' });
    expect(await isDue(new Date(Date.now() + 48 * HOUR))).toBe(false);
  });

  test('that the network gives no answer to is taken again in an hour, and costs no channel', async () => {
    standIns.of('x').faults.failNext('read', { kind: 'server_error' });
    await checkCredentials(place);
    expect((await getChannel(admin, place)).status).toBe('connected');
    expect(await isDue()).toBe(false);
    expect(await isDue(new Date(Date.now() + HOUR + 1_000))).toBe(true);
  });

  test('leaves paused channels alone', async () => {
    await pauseChannel(admin, place);
    const before = looks();
    expect(await isDue()).toBe(false);
    await checkCredentials(place);
    expect(looks()).toBe(before);
  });
});
