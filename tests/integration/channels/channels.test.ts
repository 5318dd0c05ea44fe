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

/** The owner of the account deletes the app password, long after its last use. */
async function revoke({ standIn, channelRef }: Brand): Promise<void> {
  standIn.password = NEW_PASSWORD;
  standIn.expireAccess();
  standIn.expireRefresh();
  const credentials = await inWorkspace(channelRef.workspaceId, (tx) => readCredentials(tx, channelRef));
  await saveCredentials(channelRef, {}, Object.assign({}, credentials, { signedInAt: 0 }));
}

function typed({ standIn }: Brand, password = standIn.password) {
  return { identifier: standIn.world.brand.handle, password, service: standIn.url };
}

async function textsOf(brand: Brand): Promise<string[]> {
  const messages = await database().prisma.message.findMany({ where: brand.channelRef, orderBy: { createdAt: 'asc' } });
  return messages.map(({ text }) => text);
}

describe('connecting a channel', () => {
  test('connecting a channel shows the account and reads its history', async () => {
    const brand = await aBrand();
    brand.fanWrites('Avant la connexion');
    const made = await getChannel(brand.admin, brand.channelRef);
    expect(made).toMatchObject({
      status: 'connected',
      handle: 'brand.test',
      name: 'Brioche & Cie',
      health: { isBackfilling: true },
    });
    await brand.pull();
    expect(await textsOf(brand)).toEqual(['Avant la connexion']);
    const read = await getChannel(brand.admin, brand.channelRef);
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

  test("a refused connection shows the network's reason and stores nothing", async () => {
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

  test('an account can be connected once per workspace', async () => {
    const brand = await aBrand();
    await expect(connectChannel(brand.admin, { network: 'bluesky', credentials: typed(brand) })).rejects.toMatchObject({
      code: 'already_connected',
    });
    const { admin } = await aWorkspace();
    await connectChannel(admin, { network: 'bluesky', credentials: typed(brand) });
    expect(await listChannels(admin)).toHaveLength(1);
  });

  test('only an admin connects channels, and a stranger sees none', async () => {
    const brand = await aBrand();
    const lead = await aMember({ ...brand.channelRef, role: 'lead' });
    const stranger = (await aWorkspace()).admin;
    await expect(pauseChannel(lead, brand.channelRef)).rejects.toMatchObject({ code: 'not_allowed' });
    for (const act of [getChannel, pauseChannel, resumeChannel, disconnectChannel, pullNow]) {
      await expect(act(stranger, brand.channelRef)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(reconnectChannel(stranger, { ...brand.channelRef, credentials: typed(brand) })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('pausing a channel', () => {
  test('a paused channel neither reads nor sends, and continues where it stopped', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment('Avant');
    const { action } = await reply(brand.admin, { itemId, text: 'Pendant' });
    await pauseChannel(brand.admin, brand.channelRef);
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
    await expect(pauseChannel(brand.admin, brand.channelRef)).rejects.toMatchObject({ code: 'conflict' });

    expect(await resumeChannel(brand.admin, brand.channelRef)).toMatchObject({ status: 'connected' });
    expect((await findOverdueActions(100, 0)).filter(({ actionId }) => actionId === action.id)).toHaveLength(1);
    await brand.send(action.id);
    await pullChannel(brand.channelRef);
    expect(brand.answerTexts()).toEqual(['Pendant']);
    expect((await textsOf(brand)).sort()).toEqual(['Avant', 'Pendant', 'Pendant la pause']);
  });
});

describe('credentials that the network rejects', () => {
  test('credentials rejected during a pull make the channel ask to be reconnected, and the gap is read afterwards', async () => {
    const brand = await aBrand();
    await brand.pull();
    await revoke(brand);
    brand.fanWrites('Entre-temps');
    await brand.pull();
    expect(await getChannel(brand.admin, brand.channelRef)).toMatchObject({
      status: 'reconnect',
      statusReason: 'bad_credentials',
      health: { lastError: { reason: 'bad_credentials' } },
    });
    await brand.pull();
    expect(await textsOf(brand)).toEqual([]);

    const again = await reconnectChannel(brand.admin, { ...brand.channelRef, credentials: typed(brand) });
    expect(again).toMatchObject({ status: 'connected', statusReason: null, health: { lastError: null } });
    await pullChannel(brand.channelRef);
    expect(await textsOf(brand)).toEqual(['Entre-temps']);
  });

  test('credentials rejected while sending delay the replies until the channel is reconnected', async () => {
    const brand = await aBrand();
    const [ana, sam] = [await brand.aComment('Ana'), await brand.aComment('Sam', { name: 'sam' })];
    const first = (await reply(brand.admin, { itemId: ana.itemId, text: 'À Ana' })).action;
    const second = (await reply(brand.admin, { itemId: sam.itemId, text: 'À Sam' })).action;
    await revoke(brand);
    await brand.send(first.id);
    expect(await brand.action(first.id)).toMatchObject({ state: 'failed', errorReason: 'bad_credentials' });
    expect(await brand.item(ana.itemId)).toMatchObject({ status: 'open', sendFailed: true });
    expect((await getChannel(brand.admin, brand.channelRef)).status).toBe('reconnect');
    await brand.send(second.id);
    expect(await brand.action(second.id)).toMatchObject({ state: 'queued', attempts: 0 });

    await reconnectChannel(brand.admin, { ...brand.channelRef, credentials: typed(brand) });
    await retryAction(brand.admin, { actionId: first.id });
    await brand.send(second.id);
    await brand.send(first.id);
    expect(brand.answerTexts()).toEqual(['À Sam', 'À Ana']);
    expect(await brand.item(ana.itemId)).toMatchObject({ status: 'waiting', sendFailed: false });
  });

  test('credentials that expired are renewed without anyone noticing', async () => {
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
    expect((await getChannel(brand.admin, brand.channelRef)).status).toBe('connected');
    expect(brand.standIn.calls.filter((nsid) => nsid.endsWith('createSession'))).toHaveLength(1);
  });

  test('credentials sealed with a lost secret make the channel ask to be reconnected', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    await database().prisma.channelCredential.updateMany({ where: brand.channelRef, data: { keyId: 'lost' } });
    await brand.pull();
    expect((await getChannel(brand.admin, brand.channelRef)).status).toBe('reconnect');
    await reconnectChannel(brand.admin, { ...brand.channelRef, credentials: typed(brand) });
    const { action } = await reply(brand.admin, { itemId, text: 'De retour' });
    await brand.send(action.id);
    expect(brand.answerTexts()).toEqual(['De retour']);
  });

  test('credentials of another account do not reconnect a channel', async () => {
    const [brand, other] = [await aBrand(), await aBrand()];
    other.standIn.world.brand.did = other.standIn.world.account('someone-else').did;
    await expect(
      reconnectChannel(brand.admin, { ...brand.channelRef, credentials: typed(other) }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('a network in trouble', () => {
  test('a network that sets a rate limit is called again when the limit ends', async () => {
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
    const { health } = await getChannel(brand.admin, brand.channelRef);
    expect(health).toMatchObject({
      limitedUntil: new Date(until * 1000).toISOString(),
      nextPollAt: new Date(until * 1000).toISOString(),
      failedPolls: 0,
    });
    await pullNow(brand.admin, brand.channelRef);
    await pullChannel(brand.channelRef);
    expect(await textsOf(brand)).toEqual([]);
    await brand.pull();
    expect(await textsOf(brand)).toEqual(['Patience']);
    expect((await getChannel(brand.admin, brand.channelRef)).health).toMatchObject({
      limitedUntil: null,
      lastError: null,
    });
  });

  test('a network that is down or answers garbage is called less and less often, and the channel says why', async () => {
    const brand = await aBrand();
    brand.fanWrites('Enfin');
    const pauses: number[] = [];
    for (const body of ['<html>Bad gateway</html>', '{"notifications": "none', '<html>Bad gateway</html>']) {
      brand.standIn.fail(/listNotifications/, { kind: 'answer', status: body.startsWith('<') ? 502 : 200, body });
      await brand.pull();
      const { health } = await getChannel(brand.admin, brand.channelRef);
      expect(health.failedPolls).toBe(pauses.length + 1);
      expect(health.lastError?.reason).toMatch(/unreachable|unexpected_answer/);
      pauses.push(Date.parse(health.nextPollAt ?? '') - Date.now());
    }
    expect(pauses[1]).toBeGreaterThan((pauses[0] ?? 0) * 1.5);
    expect(pauses[2]).toBeGreaterThan((pauses[1] ?? 0) * 1.5);
    await brand.pull();
    expect(await textsOf(brand)).toEqual(['Enfin']);
    expect((await getChannel(brand.admin, brand.channelRef)).health).toMatchObject({ failedPolls: 0, lastError: null });
  });

  test('only one reader pulls a channel at a time', async () => {
    const brand = await aBrand();
    brand.fanWrites('Une fois');
    await brand.channel({ nextPullAt: new Date() });
    await Promise.all(Array.from({ length: 6 }, () => pullChannel(brand.channelRef)));
    expect(brand.standIn.calls.filter((nsid) => nsid.endsWith('listNotifications'))).toHaveLength(1);
    expect(await textsOf(brand)).toEqual(['Une fois']);
  });
});

describe('disconnecting a channel', () => {
  test('disconnecting forgets the credentials, keeps the messages, and connecting again finds them', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment('Avant');
    const { action } = await reply(brand.admin, { itemId, text: 'Trop tard' });
    await disconnectChannel(brand.admin, brand.channelRef);
    expect(await database().prisma.channelCredential.count({ where: brand.channelRef })).toBe(0);
    expect(await listChannels(brand.admin)).toEqual([]);
    await brand.send(action.id);
    expect(await brand.action(action.id)).toMatchObject({ state: 'failed' });
    expect(await brand.item(itemId)).toMatchObject({ status: 'open', sendFailed: true });
    brand.fanWrites('Pendant');
    await brand.pull();
    expect(await textsOf(brand)).not.toContain('Pendant');
    await expect(disconnectChannel(brand.admin, brand.channelRef)).rejects.toMatchObject({ code: 'not_found' });

    const again = await connectChannel(brand.admin, { network: 'bluesky', credentials: typed(brand) });
    expect(again.id).toBe(brand.channelId);
    await pullChannel(brand.channelRef);
    expect(await textsOf(brand)).toEqual(expect.arrayContaining(['Avant', 'Pendant']));
  });

  test('a pull that was under way when the channel was disconnected stores nothing more', async () => {
    const brand = await aBrand();
    brand.fanWrites('En route');
    const disconnecting = Promise.withResolvers<void>();
    brand.standIn.fail(/getPosts/, {
      kind: 'meanwhile',
      act: () => disconnecting.resolve(disconnectChannel(brand.admin, brand.channelRef)),
    });
    await Promise.all([brand.pull(), disconnecting.promise]);
    expect(await database().prisma.channel.findFirst({ where: { id: brand.channelId } })).toMatchObject({
      status: 'disconnected',
      nextPullAt: null,
      pullLeaseId: null,
    });
  });
});
