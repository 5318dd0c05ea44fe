import { describe, expect, test } from 'vitest';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { readCredentials, saveCredentials } from '#lib/channels/credentials/seal-credentials.ts';
import { disconnectChannel } from '#lib/channels/connecting/disconnect-channel.ts';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { listChannels } from '#lib/channels/detail/list-channels.ts';
import { pauseChannel } from '#lib/channels/pause-channel.ts';
import { pullNow } from '#lib/channels/pull-now.ts';
import { reconnectChannel } from '#lib/channels/connecting/reconnect-channel.ts';
import { resumeChannel } from '#lib/channels/resume-channel.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { reply } from '#lib/outbox/reply.ts';
import { retryAction } from '#lib/outbox/retry-action.ts';
import { findOverdueActions } from '#lib/outbox/find-overdue-actions.ts';
import { findDueChannels } from '#lib/sync/find-due-channels.ts';
import { type Brand, aBrand } from '#tests/support/brand.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

const NEW_PASSWORD = 'eeee-ffff-gggg-hhhh';

/** The account's owner deletes the app password, long after it was used last. */
async function revoke({ standIn, place }: Brand): Promise<void> {
  standIn.password = NEW_PASSWORD;
  standIn.expireAccess();
  standIn.expireRefresh();
  const held = await inWorkspace(place.workspaceId, (tx) => readCredentials(tx, place));
  await saveCredentials(place, {}, Object.assign({}, held, { signedInAt: 0 }));
}

function typed({ standIn }: Brand, password = standIn.password) {
  return { identifier: standIn.world.brand.handle, password, service: standIn.url };
}

async function textsOf(brand: Brand): Promise<string[]> {
  const messages = await database().prisma.message.findMany({ where: brand.place, orderBy: { createdAt: 'asc' } });
  return messages.map(({ text }) => text);
}

describe('connecting', () => {
  test('shows the account, and reads what was there before', async () => {
    const brand = await aBrand();
    brand.fanWrites('Avant la connexion');
    const made = await getChannel(brand.admin, brand.place);
    expect(made).toMatchObject({
      status: 'connected',
      handle: 'brand.test',
      name: 'Brioche & Cie',
      health: { isBackfilling: true },
    });
    await brand.pull();
    expect(await textsOf(brand)).toEqual(['Avant la connexion']);
    const read = await getChannel(brand.admin, brand.place);
    expect(read.health).toMatchObject({
      isBackfilling: false,
      failedPolls: 0,
      lastError: null,
      openItems: 1,
      lagP50Ms: null,
    });
    expect(read.proof).toMatchObject({ reported: 1, held: 1, posts: [{ preview: 'Nos nouveaux thés sont là.' }] });
    expect(JSON.stringify(read)).not.toContain(brand.standIn.password);
  });

  test('is refused in the network’s words, and nothing is kept', async () => {
    const brand = await aBrand();
    const { admin } = await aWorkspace();
    const connect = (credentials: Record<string, string>, network = 'bluesky') =>
      connectChannel(admin, { network, credentials });
    await expect(connect(typed(brand, 'wrong'))).rejects.toMatchObject({
      code: 'network_refused',
      values: { reason: 'bad_credentials' },
    });
    await expect(connect({ ...typed(brand), service: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'network_unavailable',
      values: { reason: 'unreachable' },
    });
    await expect(connect(typed(brand), 'orkut')).rejects.toMatchObject({ code: 'not_offered' });
    expect(await listChannels(admin)).toEqual([]);
  });

  test('an account twice is refused in one workspace and free in another', async () => {
    const brand = await aBrand();
    await expect(connectChannel(brand.admin, { network: 'bluesky', credentials: typed(brand) })).rejects.toMatchObject({
      code: 'already_connected',
    });
    const { admin } = await aWorkspace();
    await connectChannel(admin, { network: 'bluesky', credentials: typed(brand) });
    expect(await listChannels(admin)).toHaveLength(1);
  });

  test('is for admins, and a stranger sees no channel', async () => {
    const brand = await aBrand();
    const lead = await aMember({ ...brand.place, role: 'lead' });
    const stranger = (await aWorkspace()).admin;
    await expect(pauseChannel(lead, brand.place)).rejects.toMatchObject({ code: 'not_allowed' });
    for (const act of [getChannel, pauseChannel, resumeChannel, disconnectChannel, pullNow]) {
      await expect(act(stranger, brand.place)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(reconnectChannel(stranger, { ...brand.place, credentials: typed(brand) })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a pause', () => {
  test('keeps reading and sending still, and both go on where they stopped', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment('Avant');
    const { action } = await reply(brand.admin, { itemId, text: 'Pendant' });
    await pauseChannel(brand.admin, brand.place);
    brand.fanWrites('Pendant la pause');
    await brand.wait(action.id);
    await brand.send(action.id);
    await brand.pull();
    expect(brand.answers()).toEqual([]);
    expect(await brand.action(action.id)).toMatchObject({ state: 'queued', attempts: 0 });
    expect(await textsOf(brand)).toEqual(['Avant', 'Pendant']);
    expect((await findDueChannels(100)).filter(({ channelId }) => channelId === brand.channelId)).toEqual([]);
    expect((await findOverdueActions(100, 0)).filter(({ actionId }) => actionId === action.id)).toEqual([]);
    await expect(reply(brand.admin, { itemId, text: 'Non' })).rejects.toMatchObject({ code: 'channel_unavailable' });
    await expect(pauseChannel(brand.admin, brand.place)).rejects.toMatchObject({ code: 'conflict' });

    expect(await resumeChannel(brand.admin, brand.place)).toMatchObject({ status: 'connected' });
    expect((await findOverdueActions(100, 0)).filter(({ actionId }) => actionId === action.id)).toHaveLength(1);
    await brand.send(action.id);
    await pullChannel(brand.place);
    expect(brand.answerTexts()).toEqual(['Pendant']);
    expect((await textsOf(brand)).sort()).toEqual(['Avant', 'Pendant', 'Pendant la pause']);
  });
});

describe('credentials that the network takes no more', () => {
  test('found while reading: the channel asks to be reconnected, and reads the gap once it is', async () => {
    const brand = await aBrand();
    await brand.pull();
    await revoke(brand);
    brand.fanWrites('Entre-temps');
    await brand.pull();
    expect(await getChannel(brand.admin, brand.place)).toMatchObject({
      status: 'reconnect',
      statusReason: 'bad_credentials',
      health: { lastError: { reason: 'bad_credentials' } },
    });
    await brand.pull();
    expect(await textsOf(brand)).toEqual([]);

    const again = await reconnectChannel(brand.admin, { ...brand.place, credentials: typed(brand) });
    expect(again).toMatchObject({ status: 'connected', statusReason: null, health: { lastError: null } });
    await pullChannel(brand.place);
    expect(await textsOf(brand)).toEqual(['Entre-temps']);
  });

  test('found while sending: the reply says so, those behind it wait, and all go out once it is reconnected', async () => {
    const brand = await aBrand();
    const [ana, sam] = [await brand.aComment('Ana'), await brand.aComment('Sam', { name: 'sam' })];
    const first = (await reply(brand.admin, { itemId: ana.itemId, text: 'À Ana' })).action;
    const second = (await reply(brand.admin, { itemId: sam.itemId, text: 'À Sam' })).action;
    await revoke(brand);
    await brand.send(first.id);
    expect(await brand.action(first.id)).toMatchObject({ state: 'failed', errorReason: 'bad_credentials' });
    expect(await brand.item(ana.itemId)).toMatchObject({ status: 'open', sendFailed: true });
    expect((await getChannel(brand.admin, brand.place)).status).toBe('reconnect');
    await brand.send(second.id);
    expect(await brand.action(second.id)).toMatchObject({ state: 'queued', attempts: 0 });

    await reconnectChannel(brand.admin, { ...brand.place, credentials: typed(brand) });
    await retryAction(brand.admin, { actionId: first.id });
    await brand.send(second.id);
    await brand.send(first.id);
    expect(brand.answerTexts()).toEqual(['À Sam', 'À Ana']);
    expect(await brand.item(ana.itemId)).toMatchObject({ status: 'waiting', sendFailed: false });
  });

  test('expired in the ordinary way: they are renewed, and nobody notices', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const { action } = await reply(brand.admin, { itemId, text: 'Toujours là' });
    brand.standIn.expireAccess();
    await brand.send(action.id);
    brand.standIn.expireAccess();
    brand.fanWrites('Encore moi');
    await brand.pull();
    expect(brand.answerTexts()).toEqual(['Toujours là']);
    expect((await textsOf(brand)).sort()).toContain('Encore moi');
    expect((await getChannel(brand.admin, brand.place)).status).toBe('connected');
    expect(brand.standIn.calls.filter((nsid) => nsid.endsWith('createSession'))).toHaveLength(1);
  });

  test('sealed with a secret that is lost: the channel asks to be reconnected', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    await database().prisma.channelCredential.updateMany({ where: brand.place, data: { keyId: 'lost' } });
    await brand.pull();
    expect((await getChannel(brand.admin, brand.place)).status).toBe('reconnect');
    await reconnectChannel(brand.admin, { ...brand.place, credentials: typed(brand) });
    const { action } = await reply(brand.admin, { itemId, text: 'De retour' });
    await brand.send(action.id);
    expect(brand.answerTexts()).toEqual(['De retour']);
  });

  test('of another account reconnect nothing', async () => {
    const [brand, other] = [await aBrand(), await aBrand()];
    other.standIn.world.brand.did = other.standIn.world.account('someone-else').did;
    await expect(reconnectChannel(brand.admin, { ...brand.place, credentials: typed(other) })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('a network in trouble', () => {
  test('that asks for patience gets it, and is asked again when it said', async () => {
    const brand = await aBrand();
    brand.fanWrites('Patience');
    const until = Math.ceil(Date.now() / 1000) + 300;
    brand.standIn.fail(/listNotifications/, {
      kind: 'answer',
      status: 429,
      headers: { 'ratelimit-reset': `${until}` },
      body: '{"error":"RateLimitExceeded"}',
    });
    await brand.pull();
    const { health } = await getChannel(brand.admin, brand.place);
    expect(health).toMatchObject({
      limitedUntil: new Date(until * 1000).toISOString(),
      nextPollAt: new Date(until * 1000).toISOString(),
      failedPolls: 0,
    });
    await pullNow(brand.admin, brand.place);
    await pullChannel(brand.place);
    expect(await textsOf(brand)).toEqual([]);
    await brand.pull();
    expect(await textsOf(brand)).toEqual(['Patience']);
    expect((await getChannel(brand.admin, brand.place)).health).toMatchObject({ limitedUntil: null, lastError: null });
  });

  test('that is down, or answers nonsense, is asked less and less often, and the channel says why', async () => {
    const brand = await aBrand();
    brand.fanWrites('Enfin');
    const pauses: number[] = [];
    for (const body of ['<html>Bad gateway</html>', '{"notifications": "none', '<html>Bad gateway</html>']) {
      brand.standIn.fail(/listNotifications/, { kind: 'answer', status: body.startsWith('<') ? 502 : 200, body });
      await brand.pull();
      const { health } = await getChannel(brand.admin, brand.place);
      expect(health.failedPolls).toBe(pauses.length + 1);
      expect(health.lastError?.reason).toMatch(/unreachable|unexpected_answer/);
      pauses.push(Date.parse(health.nextPollAt ?? '') - Date.now());
    }
    expect(pauses[1]).toBeGreaterThan((pauses[0] ?? 0) * 1.5);
    expect(pauses[2]).toBeGreaterThan((pauses[1] ?? 0) * 1.5);
    await brand.pull();
    expect(await textsOf(brand)).toEqual(['Enfin']);
    expect((await getChannel(brand.admin, brand.place)).health).toMatchObject({ failedPolls: 0, lastError: null });
  });

  test('is read by one reader at a time', async () => {
    const brand = await aBrand();
    brand.fanWrites('Une fois');
    await brand.channel({ nextPullAt: new Date() });
    await Promise.all(Array.from({ length: 6 }, () => pullChannel(brand.place)));
    expect(brand.standIn.calls.filter((nsid) => nsid.endsWith('listNotifications'))).toHaveLength(1);
    expect(await textsOf(brand)).toEqual(['Une fois']);
  });
});

describe('disconnecting', () => {
  test('forgets the credentials and keeps what was read; the account comes back with all it had', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment('Avant');
    const { action } = await reply(brand.admin, { itemId, text: 'Trop tard' });
    await disconnectChannel(brand.admin, brand.place);
    expect(await database().prisma.channelCredential.count({ where: brand.place })).toBe(0);
    expect(await listChannels(brand.admin)).toEqual([]);
    await brand.send(action.id);
    expect(await brand.action(action.id)).toMatchObject({ state: 'failed' });
    expect(await brand.item(itemId)).toMatchObject({ status: 'open', sendFailed: true });
    brand.fanWrites('Pendant');
    await brand.pull();
    expect(await textsOf(brand)).not.toContain('Pendant');
    await expect(disconnectChannel(brand.admin, brand.place)).rejects.toMatchObject({ code: 'not_found' });

    const again = await connectChannel(brand.admin, { network: 'bluesky', credentials: typed(brand) });
    expect(again.id).toBe(brand.channelId);
    await pullChannel(brand.place);
    expect(await textsOf(brand)).toEqual(expect.arrayContaining(['Avant', 'Pendant']));
  });

  test('in the middle of a pull: the reader that comes back changes nothing any more', async () => {
    const brand = await aBrand();
    brand.fanWrites('En route');
    const disconnecting = Promise.withResolvers<void>();
    brand.standIn.fail(/getPosts/, {
      kind: 'meanwhile',
      act: () => disconnecting.resolve(disconnectChannel(brand.admin, brand.place)),
    });
    await Promise.all([brand.pull(), disconnecting.promise]);
    expect(await database().prisma.channel.findFirst({ where: { id: brand.channelId } })).toMatchObject({
      status: 'disconnected',
      nextPullAt: null,
      pullLeaseId: null,
    });
  });
});
