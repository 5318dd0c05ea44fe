import { expect, test } from 'vitest';
import { addNote } from '#lib/items/notes/add-note.ts';
import { pruneNotifications } from '#lib/notifications/prune-notifications.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

const DAY_MS = 24 * 3_600_000;

/** A member who was mentioned so many days ago and emailed about it. */
async function aMentioned({ daysAgo, isRead }: { daysAgo: number; isRead: boolean }) {
  const { prisma } = database();
  const { workspaceId, admin } = await aWorkspace();
  const { memberId } = await aMember({ workspaceId });
  const { id: itemId } = await anItem({ workspaceId });
  await addNote(admin, { itemId, text: 'Vu ?', mentions: { memberIds: [memberId] } });
  const createdAt = new Date(Date.now() - daysAgo * DAY_MS);
  const readAt = isRead ? createdAt : null;
  await prisma.notification.updateMany({ where: { workspaceId }, data: { createdAt, readAt, plannedAt: createdAt } });
  const { id: notificationId } = await prisma.notification.findFirstOrThrow({ where: { workspaceId } });
  const data = { workspaceId, notificationId, memberId, state: 'sent', dueAt: createdAt };
  await prisma.notificationDelivery.create({ data });
  return { workspaceId };
}

const left = async ({ workspaceId }: { workspaceId: string }) => [
  await database().prisma.notification.count({ where: { workspaceId } }),
  await database().prisma.notificationDelivery.count({ where: { workspaceId } }),
];

test.each([
  { daysAgo: 89, isRead: true, isKept: true },
  { daysAgo: 91, isRead: true, isKept: false },
  { daysAgo: 364, isRead: false, isKept: true },
  { daysAgo: 366, isRead: false, isKept: false },
])('a notification of $daysAgo days ago, read: $isRead, is kept: $isKept', async ({ isKept, ...given }) => {
  const mentioned = await aMentioned(given);
  await pruneNotifications();
  expect(await left(mentioned)).toEqual(isKept ? [1, 1] : [0, 0]);
});

test('notifications of an archived workspace stay until it is erased', async () => {
  const mentioned = await aMentioned({ daysAgo: 400, isRead: true });
  const { prisma } = database();
  await prisma.workspace.update({ where: { id: mentioned.workspaceId }, data: { archivedAt: new Date() } });
  await pruneNotifications();
  expect(await left(mentioned)).toEqual([1, 1]);
});
