import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { markRead } from '#lib/items/mark-read.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { planDeliveries } from '#lib/notifications/delivery/plan-deliveries.ts';
import { sendMails } from '#lib/notifications/delivery/send-mails.ts';
import { takeDue } from '#lib/notifications/delivery/take-deliveries.ts';
import { countUnreadNotifications, listNotifications } from '#lib/notifications/list-notifications.ts';
import { notifyOfClosingWindows } from '#lib/notifications/notify-of-closing-windows.ts';
import { muteItem } from '#lib/notifications/settings/mute-item.ts';
import {
  getNotificationSettings,
  saveNotificationSettings,
} from '#lib/notifications/settings/notification-settings.ts';
import { readStopLink, stopEmails } from '#lib/notifications/settings/stop-emails.ts';
import { makeConfidential, setChannels } from '#tests/integration/access/hidden-world.ts';
import { aChannel, aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { startMailServer } from '#tests/support/mail-server.ts';
import { database } from '#tests/support/owner-database.ts';

const mail = await startMailServer();
process.env.SMTP_URL = mail.url;
process.env.PUBLIC_URL = 'https://parvis.example.test';
afterAll(mail.stop);

const MINUTE = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE);

// Other tests' rows would be sent by these.
beforeEach(async () => {
  await database().prisma.notification.updateMany({ where: { plannedAt: null }, data: { plannedAt: new Date() } });
  await database().prisma.notificationDelivery.deleteMany({});
});

async function aMentioned({ digest }: { digest?: 'hourly' } = {}) {
  const { workspaceId, admin: lead } = await aWorkspace({ name: 'Maison Lune' });
  const ines = await aMember({ workspaceId, name: 'Inès Morel' });
  const { id: itemId, channelId } = await anItem({ workspaceId });
  if (digest) await saveNotificationSettings(ines, { digest });
  const mention = async () =>
    await addNote(lead, { itemId, text: 'a secret word', mentions: { memberIds: [ines.memberId] } });
  await mention();
  return { workspaceId, lead, ines, itemId, channelId, mention };
}

const statesOf = async ({ memberId }: Caller) =>
  (await database().prisma.notificationDelivery.findMany({ where: { memberId } })).map(({ state }) => state);

/** What the server has received until it has received this email too. */
async function received(caller: Caller) {
  const { email } = await database().prisma.user.findUniqueOrThrow({ where: { id: caller.userId } });
  const letter = await mail.nextEmail();
  expect(letter.to).toBe(email);
  return letter.body;
}

test('who is mentioned gets one email with who, where and how to end such emails, and nothing that anybody wrote', async () => {
  const { ines, itemId } = await aMentioned();
  await planDeliveries();
  await sendMails();
  expect(await statesOf(ines)).toEqual(['waiting']);
  await sendMails(inMinutes(2));
  const body = await received(ines);
  expect(body).toContain('mentions you in a note');
  expect(body).toContain(`/all/${itemId}`);
  expect(body).not.toContain('secret');
  expect(body).not.toContain('Léa');
  expect(body).toMatch(/List-Unsubscribe:\s+<https:\/\/parvis\.example\.test\/api\/unsubscribe\/[^>\s]+>/);
  expect(body).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  await sendMails(inMinutes(3));
  expect(await statesOf(ines)).toEqual(['sent']);
});

test('workers that race plan and send each thing once', async () => {
  const { ines, mention } = await aMentioned();
  await mention();
  await Promise.all([1, 2, 3].map(() => planDeliveries()));
  expect(await statesOf(ines)).toEqual(['waiting', 'waiting']);
  await Promise.all([1, 2, 3].map(() => sendMails(inMinutes(2))));
  expect(await statesOf(ines)).toEqual(['sent', 'sent']);
  const bodies = [await received(ines)];
  // Two workers may each have taken one of the two; then there are two emails, each with one.
  if (!bodies[0]?.includes('2 notifications')) bodies.push(await received(ines));
  expect(bodies.join('').match(/\/all\//g)).toHaveLength(2);
});

test('a workspace in which much is due lets the others have their turn', async () => {
  const { workspaceId, admin: lead } = await aWorkspace({ name: 'Maison Lune' });
  const many = await Promise.all(Array.from({ length: 24 }, () => aMember({ workspaceId })));
  const { id: itemId } = await anItem({ workspaceId });
  for (const half of [many.slice(0, 12), many.slice(12)])
    await addNote(lead, { itemId, text: 'to all', mentions: { memberIds: half.map(({ memberId }) => memberId) } });
  await planDeliveries();
  const { ines } = await aMentioned();
  await planDeliveries();
  await sendMails(inMinutes(2));
  const { email } = await database().prisma.user.findUniqueOrThrow({ where: { id: ines.userId } });
  const order: string[] = [];
  while (order.length < 25) order.push((await mail.nextEmail()).to);
  expect(order.indexOf(email)).toBeGreaterThan(0);
  expect(order.indexOf(email)).toBeLessThan(24);
});

test('what a worker took and never recorded is not emailed again', async () => {
  const { workspaceId, ines } = await aMentioned();
  await planDeliveries();
  await inWorkspace(workspaceId, (tx) => takeDue(tx, { way: 'mail', workspaceId, now: inMinutes(2) }));
  await sendMails(inMinutes(3));
  expect(await statesOf(ines)).toEqual(['sending']);
  await sendMails(inMinutes(20));
  expect(await statesOf(ines)).toEqual(['failed']);
  expect(await countUnreadNotifications(ines)).toBe(1);
});

test('what was read in the product meanwhile is not emailed', async () => {
  const { ines, itemId } = await aMentioned();
  await planDeliveries();
  await markRead(ines, { itemId });
  await sendMails(inMinutes(2));
  expect(await statesOf(ines)).toEqual(['dropped']);
});

test('who lost the channel, or sight of a confidential item, gets no email of it', async () => {
  const first = await aMentioned();
  const second = await aMentioned();
  await planDeliveries();
  const other = await aChannel({ workspaceId: first.workspaceId });
  await setChannels(first.ines, [other.id]);
  await makeConfidential(second.itemId, []);
  await sendMails(inMinutes(2));
  expect([await statesOf(first.ines), await statesOf(second.ines)]).toEqual([['dropped'], ['dropped']]);
});

test('a digest tells of everything in one email', async () => {
  const { ines, mention } = await aMentioned({ digest: 'hourly' });
  await mention();
  await planDeliveries();
  await sendMails(inMinutes(61));
  expect(await received(ines)).toContain('2 notifications');
  expect(await statesOf(ines)).toEqual(['sent', 'sent']);
});

test('an email that falls into the quiet hours comes when they are over', async () => {
  const { ines } = await aMentioned();
  const quiet = { from: 0, until: 23 * 60 };
  await saveNotificationSettings(ines, { quiet, timeZone: 'UTC' });
  const noon = new Date('2027-03-03T12:00:00Z');
  await planDeliveries(noon);
  await sendMails(new Date('2027-03-03T22:59:00Z'));
  expect(await statesOf(ines)).toEqual(['waiting']);
  await sendMails(new Date('2027-03-03T23:00:00Z'));
  expect(await received(ines)).toContain('mentions you');
});

test('a signed link ends the emails of one member in one workspace, and no other link does anything', async () => {
  const { ines, mention } = await aMentioned();
  await planDeliveries();
  await sendMails(inMinutes(2));
  const token = /\/api\/unsubscribe\/([^>\s]+)>/.exec((await received(ines)).replaceAll(/\n[ \t]+/g, ''))?.[1] ?? '';
  expect(await readStopLink(token)).toEqual({ workspace: 'Maison Lune' });
  const [workspaceId, memberId] = token.split('.');
  expect(await stopEmails(`${workspaceId}.${memberId}.x`)).toBe(false);
  expect(await stopEmails(`${workspaceId}.${ines.userId}.${token.split('.')[2]}`)).toBe(false);
  expect(await stopEmails(token)).toBe(true);
  await mention();
  await planDeliveries();
  expect(await statesOf(ines)).toEqual(['sent']);
  expect(await countUnreadNotifications(ines)).toBe(2);
});

test('a mail server that refuses for now is asked again, a few times', async () => {
  const { ines } = await aMentioned();
  await planDeliveries();
  const answer = mail.answerNext('451 try again later');
  await sendMails(inMinutes(2));
  expect(answer.isGiven()).toBe(true);
  expect(await statesOf(ines)).toEqual(['waiting']);
  await sendMails(inMinutes(4));
  expect(await received(ines)).toContain('mentions you');
  expect(await statesOf(ines)).toEqual(['sent']);
});

test('a muted item notifies nobody who muted it, and a kind that is switched off is not shown', async () => {
  const { ines, itemId, mention } = await aMentioned();
  await muteItem(ines, { itemId, isMuted: true });
  await planDeliveries();
  await sendMails(inMinutes(2));
  await mention();
  expect([await statesOf(ines), await countUnreadNotifications(ines)]).toEqual([['dropped'], 1]);
  await muteItem(ines, { itemId, isMuted: false });
  await mention();
  expect(await countUnreadNotifications(ines)).toBe(2);
  await saveNotificationSettings(ines, { kinds: { mentioned: { product: false, mail: true } } });
  expect(await listNotifications(ines)).toMatchObject({ notifications: [] });
  expect((await getNotificationSettings(ines)).kinds.mentioned).toEqual({ product: false, mail: true, push: true });
  await expect(saveNotificationSettings(ines, { timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'invalid' });
});

test('whoever holds an item is notified once that its reply window is about to close', async () => {
  const { workspaceId } = await aWorkspace();
  const [ines, other] = [await aMember({ workspaceId }), await aMember({ workspaceId })];
  const soon = await anItem({ workspaceId, replyDeadline: inMinutes(30) });
  const later = await anItem({ workspaceId, replyDeadline: inMinutes(90) });
  await anItem({ workspaceId, replyDeadline: inMinutes(30) });
  for (const { id } of [soon, later]) await claimItem(ines, { itemId: id });
  await Promise.all([notifyOfClosingWindows(), notifyOfClosingWindows()]);
  await notifyOfClosingWindows();
  expect((await listNotifications(ines)).notifications).toMatchObject([
    { kind: 'window_closing', item: { id: soon.id }, actor: null },
  ]);
  expect(await countUnreadNotifications(other)).toBe(0);
});

test('admins and leads who see a channel are notified once for each time it is lost', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { id: channelId } = await aChannel({ workspaceId, status: 'connected' });
  const elsewhere = await aChannel({ workspaceId });
  const lead = await aMember({ workspaceId, role: 'lead' });
  const blind = await aMember({ workspaceId, role: 'lead' });
  const manager = await aMember({ workspaceId });
  await setChannels(blind, [elsewhere.id]);
  const lose = () =>
    inWorkspace(workspaceId, (tx) =>
      markReconnect(tx, workspaceId, channelId, new NetworkError('unauthorized', 'bad_credentials')),
    );
  await lose();
  await lose();
  const counts = await Promise.all([admin, lead, blind, manager].map(countUnreadNotifications));
  expect(counts).toEqual([1, 1, 0, 0]);
  expect((await listNotifications(lead)).notifications).toMatchObject([
    { kind: 'channel_down', channel: { id: channelId } },
  ]);
});
