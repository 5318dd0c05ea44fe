import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { markRead } from '#lib/items/mark-read.ts';
import { planDeliveries } from '#lib/notifications/delivery/plan-deliveries.ts';
import { sendPushes } from '#lib/notifications/delivery/send-pushes.ts';
import { takeDue } from '#lib/notifications/delivery/take-deliveries.ts';
import { countUnreadNotifications } from '#lib/notifications/list-notifications.ts';
import { muteItem } from '#lib/notifications/settings/mute-item.ts';
import { saveNotificationSettings } from '#lib/notifications/settings/notification-settings.ts';
import { readPushKey } from '#lib/push/push-key.ts';
import { listPushDevices, removePushDevice, subscribeToPush } from '#lib/push/subscriptions.ts';
import { revokeSession } from '#lib/users/sessions/revoke-session.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { makeConfidential, setChannels } from '#tests/integration/access/hidden-world.ts';
import { aChannel, anItem, aWorkspace } from '#tests/support/factories.ts';
import { startApi } from '#tests/support/api-server.ts';
import { database } from '#tests/support/owner-database.ts';
import { startPushService } from '#tests/support/push-service.ts';
import { aSignedInMember } from '#tests/support/users.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { whileHeld } from '#tests/support/while-held.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PUBLIC_URL = 'https://parvis.example.test';
const service = await startPushService((await readPushKey()).publicKey);
const api = await startApi();
afterAll(async () => {
  await service.stop();
  await api.stop();
});

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);
/** Later than a push message waits for whoever sees it in the product. */
const soon = () => inSeconds(10);

// Other tests' rows would be sent by these.
beforeEach(async () => {
  await database().prisma.notification.updateMany({ where: { plannedAt: null }, data: { plannedAt: new Date() } });
  await database().prisma.pushDelivery.deleteMany({});
});

/** Inès, whose browser shows notifications, and a lead who mentions her. */
async function aMentioned(at = service) {
  const { workspaceId, admin: lead } = await aWorkspace({ name: 'Maison Lune' });
  const ines = await aSignedInMember({ workspaceId });
  const browser = at.aBrowser();
  await subscribeToPush({ userId: ines.id, sessionId: ines.sessionId }, browser.subscription);
  const { id: itemId } = await anItem({ workspaceId });
  const mention = async () =>
    await addNote(lead, { itemId, text: 'a secret word', mentions: { memberIds: [ines.caller.memberId] } });
  await mention();
  return { workspaceId, lead, ines, me: { userId: ines.id, sessionId: ines.sessionId }, itemId, browser, mention };
}

const statesOf = async ({ memberId }: Caller) =>
  (await database().prisma.pushDelivery.findMany({ where: { memberId } })).map(({ state }) => state);

async function push(at = soon()) {
  await planDeliveries();
  await sendPushes(at);
  expect(service.refused).toEqual([]);
}

test('who is mentioned gets one push message with where, who and what, and nothing that anybody wrote', async () => {
  const { ines, itemId, browser } = await aMentioned();
  await push();
  await sendPushes(inSeconds(20));
  expect(browser.received).toHaveLength(1);
  const [{ message, headers } = { message: null, headers: {} }] = browser.received;
  expect(message).toMatchObject({
    title: 'Maison Lune',
    language: 'en',
    path: expect.stringContaining(`/all/${itemId}`) as string,
  });
  expect(message?.body).toContain('mentions you in a note');
  expect(JSON.stringify(message)).not.toContain('secret');
  expect(headers).toMatchObject({
    ttl: '43200',
    urgency: 'normal',
    topic: expect.stringMatching(/^[\w-]{32}$/) as string,
  });
  expect(await statesOf(ines.caller)).toEqual(['sent']);
});

test('it is written in the language of the person', async () => {
  const { ines, browser } = await aMentioned();
  await database().prisma.user.update({ where: { id: ines.id }, data: { language: 'fr' } });
  await push();
  expect(browser.received).toMatchObject([{ message: { language: 'fr' } }]);
  expect(browser.received[0]?.message.body).toContain('vous mentionne dans une note');
});

test('workers that race plan and push each thing once to each browser', async () => {
  const { ines, me, browser } = await aMentioned();
  const second = service.aBrowser();
  const other = await aSecondSession(ines.id);
  await subscribeToPush({ ...me, sessionId: other }, second.subscription);
  await Promise.all([1, 2, 3].map(() => planDeliveries()));
  const release = service.hold();
  const sending = [1, 2, 3].map(() => sendPushes(soon()));
  release();
  await Promise.all(sending);
  expect([browser.received.length, second.received.length]).toEqual([1, 1]);
  expect(await statesOf(ines.caller)).toEqual(['sent', 'sent']);
});

test('what a worker took and never recorded is not pushed again', async () => {
  const { workspaceId, ines, browser } = await aMentioned();
  await planDeliveries();
  await inWorkspace(workspaceId, (tx) => takeDue(tx, { way: 'push', workspaceId, now: soon() }));
  await sendPushes(inSeconds(20));
  expect(await statesOf(ines.caller)).toEqual(['sending']);
  await sendPushes(inSeconds(20 * 60));
  expect(await statesOf(ines.caller)).toEqual(['failed']);
  expect(browser.received).toEqual([]);
  expect(await countUnreadNotifications(ines.caller)).toBe(1);
});

test('what was due when its workspace was archived is not pushed, whenever it was found', async () => {
  const { lead, ines, browser, mention } = await aMentioned();
  await mention();
  await planDeliveries();
  const { prisma } = database();
  const { id } = await prisma.pushDelivery.findFirstOrThrow({ where: { memberId: ines.caller.memberId } });
  await prisma.pushDelivery.updateMany({ where: { id }, data: { state: 'sending', takenAt: inSeconds(-3600) } });
  // Giving up the lost one comes before the taking of the other.
  await whileHeld(
    { statement: 'SELECT FROM "push_delivery" WHERE "id" = $1 FOR UPDATE', values: [id] },
    {
      begin: () => sendPushes(soon()),
      meanwhile: () => archiveWorkspace(lead, { name: 'Maison Lune', eraseAfterDays: null, endsAccess: false }),
    },
  );
  expect(browser.received).toEqual([]);
  expect((await statesOf(ines.caller)).sort()).toEqual(['failed', 'waiting']);
});

test('a push message is no use of the session', async () => {
  const { ines, browser } = await aMentioned();
  const lastSeenAt = inSeconds(-3600);
  const session = { where: { id: ines.sessionId } };
  await database().prisma.session.update({ ...session, data: { lastSeenAt } });
  await push();
  expect(browser.received).toHaveLength(1);
  expect(await database().prisma.session.findUnique(session)).toMatchObject({ lastSeenAt });
});

test('what was read in the product meanwhile, or muted, is not pushed', async () => {
  const [first, second] = [await aMentioned(), await aMentioned()];
  await planDeliveries();
  await markRead(first.ines.caller, { itemId: first.itemId });
  await muteItem(second.ines.caller, { itemId: second.itemId, isMuted: true });
  await push();
  expect([first.browser.received, second.browser.received]).toEqual([[], []]);
  expect([await statesOf(first.ines.caller), await statesOf(second.ines.caller)]).toEqual([['dropped'], ['dropped']]);
});

test('who lost the channel, or sight of a confidential item, or has left, gets nothing of it', async () => {
  const [lost, hidden, left] = [await aMentioned(), await aMentioned(), await aMentioned()];
  await planDeliveries();
  await setChannels(lost.ines.caller, [(await aChannel({ workspaceId: lost.workspaceId })).id]);
  await makeConfidential(hidden.itemId, []);
  await removeMember(left.lead, { memberId: left.ines.caller.memberId, successorId: null });
  await push();
  expect([lost, hidden, left].map(({ browser }) => browser.received)).toEqual([[], [], []]);
});

test('of a confidential item that she sees, the message does not even say what happened', async () => {
  const { ines, itemId, browser } = await aMentioned();
  await makeConfidential(itemId, [ines.caller.memberId]);
  await push();
  expect(browser.received).toMatchObject([{ message: { body: 'Something needs you' } }]);
});

test('a browser is shown nothing after its session ended, and waits for nothing', async () => {
  const { me, ines, browser } = await aMentioned();
  await planDeliveries();
  await revokeSession(me, me);
  await push();
  expect(browser.received).toEqual([]);
  expect(await statesOf(ines.caller)).toEqual([]);
  expect(await database().prisma.pushSubscription.count({ where: { userId: ines.id } })).toBe(0);
  await expect(subscribeToPush(me, service.aBrowser().subscription)).rejects.toMatchObject({ code: 'not_signed_in' });
});

test('a session that has expired is shown nothing', async () => {
  const { me, ines, browser } = await aMentioned();
  await planDeliveries();
  await database().prisma.session.update({ where: { id: me.sessionId }, data: { expiresAt: new Date() } });
  await push();
  expect(browser.received).toEqual([]);
  expect(await statesOf(ines.caller)).toEqual(['dropped']);
});

test('a browser that another person signs in to shows her nothing of the first one', async () => {
  const { ines, browser } = await aMentioned();
  await planDeliveries();
  const { workspaceId } = await aWorkspace();
  const marc = await aSignedInMember({ workspaceId });
  await subscribeToPush({ userId: marc.id, sessionId: marc.sessionId }, browser.subscription);
  await push();
  expect(browser.received).toEqual([]);
  expect(await listPushDevices({ userId: ines.id, sessionId: ines.sessionId })).toEqual([]);
  expect(await listPushDevices({ userId: marc.id, sessionId: marc.sessionId })).toMatchObject([{ isCurrent: true }]);
});

test('a subscription that the push service has ended is removed', async () => {
  const { ines, me, browser } = await aMentioned();
  browser.end();
  await push();
  expect(await listPushDevices(me)).toEqual([]);
  expect(await statesOf(ines.caller)).toEqual([]);
});

test('a push service that asks to wait is asked again when it said, and not before', async () => {
  const { ines, browser } = await aMentioned();
  service.answerNext(429, { 'retry-after': '600' });
  const first = soon();
  await push(first);
  expect(await statesOf(ines.caller)).toEqual(['waiting']);
  await sendPushes(new Date(first.getTime() + 599_000));
  expect(browser.received).toEqual([]);
  await sendPushes(new Date(first.getTime() + 600_000));
  expect(browser.received).toHaveLength(1);
});

test('a push service that is out of order is asked a few times, and one that refuses is not', async () => {
  const { ines, browser } = await aMentioned();
  await planDeliveries();
  for (let attempt = 0; attempt < 5; attempt += 1) {
    service.answerNext(503);
    await sendPushes(inSeconds(10 + attempt * 3 * 3_600));
  }
  expect(await statesOf(ines.caller)).toEqual(['failed']);
  const refused = await aMentioned();
  service.answerNext(403);
  await push();
  expect(await statesOf(refused.ines.caller)).toEqual(['failed']);
  expect([browser.received, refused.browser.received]).toEqual([[], []]);
});

test('who waits for a silent push service keeps no other workspace waiting', async () => {
  const silent = await startPushService((await readPushKey()).publicKey);
  onTestFinished(silent.stop);
  const release = silent.hold();
  const slow = [await aMentioned(silent), await aMentioned(silent), await aMentioned(silent)];
  const { browser } = await aMentioned();
  await planDeliveries();
  const sending = sendPushes(soon());
  await waitFor('the other is pushed meanwhile', () => browser.received.length === 1, { withinMs: 8_000 });
  expect(slow.flatMap(({ browser: { received } }) => received)).toEqual([]);
  release();
  await sending;
});

test('a browser whose push service fails three times in a row is left alone for a while, and then gets all in one message', async () => {
  const { ines, browser, mention } = await aMentioned();
  for (let failure = 0; failure < 3; failure += 1) {
    if (failure > 0) await mention();
    service.answerNext(400);
    await push();
  }
  const failed = soon();
  expect(await statesOf(ines.caller)).toEqual(['failed', 'failed', 'failed']);
  await mention();
  await mention();
  await push(failed);
  expect(browser.received).toEqual([]);
  expect((await statesOf(ines.caller)).filter((state) => state === 'waiting')).toHaveLength(2);
  await sendPushes(new Date(failed.getTime() + 6 * 60_000));
  expect(browser.received).toMatchObject([{ message: { body: '2 notifications' } }]);
  // It is as if nothing had been.
  await mention();
  service.answerNext(400);
  await push(inSeconds(7 * 60));
  await mention();
  await push(inSeconds(7 * 60));
  expect(browser.received).toHaveLength(2);
});

test('a fault of our own, as a key that is refused, or no network, leaves no browser alone', async () => {
  const { ines, browser, mention } = await aMentioned();
  const gone = await startPushService((await readPushKey()).publicKey);
  const unreachable = await aMentioned(gone);
  await gone.stop();
  for (let failure = 0; failure < 3; failure += 1) {
    if (failure > 0) await mention();
    service.answerNext(403);
    await push();
  }
  expect(await statesOf(ines.caller)).toEqual(['failed', 'failed', 'failed']);
  await mention();
  await push();
  expect(browser.received).toHaveLength(1);
  expect(await statesOf(unreachable.ines.caller)).toEqual(['waiting']);
  const { userId } = unreachable.ines.caller;
  expect(await database().prisma.pushSubscription.findFirstOrThrow({ where: { userId } })).toMatchObject({
    failures: 0,
  });
});

test('quiet hours, the digest and the kinds that are off hold for push messages', async () => {
  const { ines, browser, mention } = await aMentioned();
  await saveNotificationSettings(ines.caller, { quiet: { from: 0, until: 23 * 60 }, timeZone: 'UTC' });
  await planDeliveries(new Date('2027-03-03T12:00:00Z'));
  await sendPushes(new Date('2027-03-03T22:59:00Z'));
  expect(browser.received).toEqual([]);
  await sendPushes(new Date('2027-03-03T23:00:00Z'));
  expect(browser.received).toHaveLength(1);

  await saveNotificationSettings(ines.caller, { quiet: null, digest: 'hourly' });
  await mention();
  await mention();
  await push();
  expect(browser.received).toHaveLength(1);
  await sendPushes(inSeconds(61 * 60));
  expect(browser.received).toMatchObject([{}, { message: { body: '2 notifications' } }]);

  await saveNotificationSettings(ines.caller, { digest: 'off', kinds: { mentioned: { push: false } } });
  await mention();
  await push();
  expect(browser.received).toHaveLength(2);
});

test('a person has only so many browsers, sees only her own, and ends only her own', async () => {
  const { workspaceId } = await aWorkspace();
  const [ines, marc] = [await aSignedInMember({ workspaceId }), await aSignedInMember({ workspaceId })];
  const me = { userId: ines.id, sessionId: ines.sessionId };
  const sessions = await Promise.all(Array.from({ length: 20 }, () => aSecondSession(ines.id)));
  const ids = [];
  for (const sessionId of [me.sessionId, ...sessions]) {
    ids.push((await subscribeToPush({ ...me, sessionId }, service.aBrowser().subscription)).id);
  }
  const devices = await listPushDevices(me);
  expect(devices.map(({ id }) => id).toSorted()).toEqual(ids.slice(1).toSorted());
  const their = { userId: marc.id, sessionId: marc.sessionId };
  expect(await listPushDevices(their)).toEqual([]);
  const id = devices[0]?.id ?? '';
  await expect(removePushDevice(their, { id })).rejects.toMatchObject({ code: 'not_found' });
  await removePushDevice(me, { id });
  expect(await listPushDevices(me)).toHaveLength(19);
});

test('a browser that has renewed its subscription gets there what waited for it, and only what it asked for', async () => {
  const { me, browser } = await aMentioned();
  await planDeliveries();
  const renewed = service.aBrowser();
  const put = async (sessionId: string, headers: Record<string, string> = {}) =>
    (await api.call('PUT', 'push-subscription', { sessionId, headers, body: renewed.subscription })).status;
  const other = await aSecondSession(me.userId);
  expect(await put('')).toBe(401);
  // Nobody switched it on there.
  expect(await put(other)).toBe(404);
  expect(await put(me.sessionId, { 'sec-fetch-site': 'cross-site' })).toBe(403);
  const { status } = await api.call('PUT', 'push-subscription', { sessionId: me.sessionId, body: { endpoint: 'x' } });
  expect(status).toBe(422);
  expect(await put(me.sessionId)).toBe(204);
  await push();
  expect([browser.received.length, renewed.received.length]).toEqual([0, 1]);
  const { body } = await api.call('GET', 'push-subscription', { sessionId: me.sessionId });
  expect(body).toEqual({ publicKey: (await readPushKey()).publicKey });
  expect((await api.call('GET', 'push-subscription')).status).toBe(401);
});

test('what is stored of a browser does not say where it is, and a member of a workspace cannot read even that', async () => {
  const { workspaceId, ines, browser } = await aMentioned();
  const row = await database().prisma.pushSubscription.findFirstOrThrow({ where: { userId: ines.id } });
  const stored = JSON.stringify({ ...row, sealed: Buffer.from(row.sealed).toString('latin1') });
  expect(stored).not.toContain(new URL(browser.subscription.endpoint).pathname);
  expect(stored).not.toContain(browser.subscription.auth);
  await expect(
    inWorkspace(workspaceId, (tx) => tx.$queryRaw`SELECT "sealed" FROM "push_subscription"`),
  ).rejects.toThrow('permission denied');
});

test('processes that need the key at once agree on one', async () => {
  const before = await database().prisma.pushKey.findUniqueOrThrow({ where: { id: 1 } });
  await database().prisma.pushKey.deleteMany({});
  const made = await Promise.all(Array.from({ length: 8 }, () => readPushKey()));
  await database().prisma.pushKey.update({ where: { id: 1 }, data: before });
  expect(new Set(made.map(({ publicKey }) => publicKey)).size).toBe(1);
});

async function aSecondSession(userId: string): Promise<string> {
  const { id } = await database().prisma.session.create({
    data: {
      id: randomUUID(),
      userId,
      userAgent: 'Firefox/140.0',
      ipAddress: '',
      expiresAt: inSeconds(3_600 * 24 * 365),
    },
  });
  return id;
}
