import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { takeBackWorkspace } from '#lib/clients/archive/take-back-workspace.ts';
import { asPerson } from '#lib/db/in-workspace.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { deleteNote } from '#lib/items/notes/delete-note.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { countUnreadNotifications, listNotifications } from '#lib/notifications/list-notifications.ts';
import { markNotificationsRead } from '#lib/notifications/mark-notifications-read.ts';
import { countMergedUnread } from '#lib/notifications/merged/count-merged-unread.ts';
import { listMergedNotifications } from '#lib/notifications/merged/list-merged-notifications.ts';
import { markAllMergedRead } from '#lib/notifications/merged/mark-all-merged-read.ts';
import { saveNotificationSettings } from '#lib/notifications/settings/notification-settings.ts';
import { type MergedNotificationView, NOTIFICATIONS_PAGE } from '#lib/notifications/types.ts';
import { aSession } from '#tests/support/api-server.ts';
import { aChannel, aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { statementsOf } from '#tests/support/statements-of.ts';
import { makeConfidential, setChannels } from '../access/hidden-world.ts';
import { aPlace } from './many-places.ts';

type Person = { sessionId: string };
const SECOND = 1_000;
const started = Date.now();

/** Notifications without an item, `ages` seconds old. */
async function notify({ workspaceId, memberId }: Caller, ages: readonly number[], readAt: Date | null = null) {
  const data = ages.map((age) => ({
    workspaceId,
    memberId,
    kind: 'assigned',
    subjectId: randomUUID(),
    createdAt: new Date(started - age * SECOND),
    readAt,
  }));
  await database().prisma.notification.createMany({ data });
}

async function mention(by: Caller, itemId: string, whom: Caller, text = '@you'): Promise<string> {
  const { noteId } = await addNote(by, { itemId, text, mentions: { memberIds: [whom.memberId] } });
  return noteId ?? '';
}

async function everyPage(person: Person): Promise<MergedNotificationView[]> {
  const rows: MergedNotificationView[] = [];
  for (let cursor: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof listMergedNotifications>> = await listMergedNotifications(person, { cursor });
    rows.push(...page.notifications);
    cursor = page.nextCursor;
    if (!cursor) return rows;
    expect(page.notifications).toHaveLength(NOTIFICATIONS_PAGE);
  }
}

/** What each workspace shows its member, as one list. */
async function union(places: readonly (Caller & { slug: string })[]): Promise<MergedNotificationView[]> {
  const rows: MergedNotificationView[] = [];
  for (const { slug, ...place } of places) {
    for (let cursor: string | undefined; ;) {
      const page = await listNotifications(place, { cursor });
      rows.push(...page.notifications.map((row) => ({ ...row, workspace: slug })));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
  }
  const keyOf = ({ createdAt, id }: MergedNotificationView) => `${createdAt} ${id}`;
  return rows.sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
}

/** A person who is in some workspaces, as a manager in all but the first. */
async function aPersonIn(count: number) {
  const own = await aWorkspace();
  const places = [{ ...own.admin, slug: own.slug, lead: own.admin }];
  while (places.length < count) {
    const other = await aWorkspace({ name: `Brand ${places.length}` });
    const place = await aPlace(other.workspaceId, own.admin, 'manager');
    places.push({ ...place, slug: other.slug, lead: other.admin });
  }
  return { person: { sessionId: await aSession(own.admin) }, places };
}

/** A place with everything that is not to be told: what it does not see, what was undone or deleted, what is not wanted. */
async function fillWithHidden({ workspaceId, lead, ...place }: Caller & { lead: Caller }): Promise<void> {
  const me = { workspaceId, ...place };
  const [seen, hidden] = [await aChannel({ workspaceId }), await aChannel({ workspaceId })];
  const { id: itemId } = await anItem({ workspaceId, channelId: seen.id });
  await mention(lead, itemId, me, '@you please look');
  await deleteNote(lead, { noteId: await mention(lead, itemId, me) });
  const elsewhere = await anItem({ workspaceId, channelId: hidden.id });
  const secret = await anItem({ workspaceId, channelId: seen.id });
  const named = await anItem({ workspaceId, channelId: seen.id });
  for (const { id } of [elsewhere, secret, named]) await mention(lead, id, me);
  const { undo } = await assignItem(lead, { itemId, ownerId: me.memberId });
  await undoAct(lead, { undo: undo ?? '' });
  const channelRows = [seen, hidden].map(({ id }) => ({ channelId: id, kind: 'channel_down' }));
  await database().prisma.notification.createMany({
    data: channelRows.map((row) => ({ workspaceId, memberId: me.memberId, subjectId: randomUUID(), ...row })),
  });
  await notify(me, [3]);
  await saveNotificationSettings(me, { kinds: { handed_over: { product: false } } });
  await database().prisma.notification.create({
    data: { workspaceId, memberId: me.memberId, kind: 'handed_over', subjectId: randomUUID(), itemId },
  });
  await setChannels(me, [seen.id]);
  await makeConfidential(secret.id, [lead.memberId]);
  await makeConfidential(named.id, [lead.memberId, me.memberId]);
}

let person: Person;
let places: Awaited<ReturnType<typeof aPersonIn>>['places'];
beforeAll(async () => {
  ({ person, places } = await aPersonIn(200));
  // Many times are equal, between workspaces and within them.
  for (const [n, place] of places.entries()) {
    const ages = Array.from({ length: n % 4 }, (_, at) => ((n * 7 + at * 3) % 40) * 10);
    await notify(place, ages, n % 3 === 0 ? new Date() : null);
  }
  const [first, second, third, fourth] = places;
  if (!first || !second || !third || !fourth) throw new Error('unreachable');
  // One gives whole pages, one a few rows in a row.
  await notify(
    second,
    Array.from({ length: 130 }, (_, at) => at),
  );
  await notify(
    third,
    Array.from({ length: 9 }, (_, at) => 200 + (at >> 1)),
  );
  await fillWithHidden(third);
  await fillWithHidden(fourth);
  // Of others: a colleague in the same workspace, and workspaces that are not hers.
  await notify(await aMember({ workspaceId: second.workspaceId }), [0, 1]);
  await notify((await aWorkspace()).admin, [0, 1]);
}, 120_000);

test('the pages are the sorted union of what each workspace shows its member, and so is the number of unread ones', async () => {
  const expected = await union(places);
  expect(expected.length).toBeGreaterThan(400);
  expect(await everyPage(person)).toEqual(expected);
  const unread = expected.filter(({ readAt }) => readAt === null).length;
  expect(unread).toBeGreaterThan(100);
  expect(await countMergedUnread(person)).toBe(unread);
});

test('a page, the number and the mark cost the same few statements with two hundred workspaces as with two', async () => {
  const few = await aPersonIn(2);
  for (const place of few.places) await notify(place, [1, 2]);
  const cost = async (one: Person) => [
    (await statementsOf(async () => await listMergedNotifications(one))).length,
    (await statementsOf(async () => await countMergedUnread(one))).length,
  ];
  expect(await cost(person)).toEqual(await cost(few.person));
  expect(await cost(person)).toEqual([2, 2]);
  const many = await aPersonIn(40);
  for (const place of many.places.slice(10, 12)) await notify(place, [1, 2]);
  const mark = async (one: Person) => (await statementsOf(async () => await markAllMergedRead(one))).length;
  const marks = await mark(many.person);
  expect(marks).toBe(await mark(few.person));
  expect(marks).toBeLessThanOrEqual(2 + 2 * 4);
  expect(await mark(many.person)).toBe(2);
});

test('the next page goes on where the last one ended, whatever arrives, and whatever became of its last row', async () => {
  const { person: reader, places: own } = await aPersonIn(30);
  for (const [n, place] of own.entries()) await notify(place, [n, n + 1, 100 - n]);
  const expected = await everyPage(reader);
  const first = await listMergedNotifications(reader);
  const [place] = own;
  if (!place) throw new Error('unreachable');
  await notify(place, [-2, -1]);
  const last = first.notifications.at(-1);
  await database().prisma.notification.deleteMany({ where: { id: last?.id ?? '' } });
  const second = await listMergedNotifications(reader, { cursor: first.nextCursor });
  expect([...first.notifications, ...second.notifications]).toEqual(expected);
  await expect(listMergedNotifications(reader, { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' });
});

/** A person in her own workspace and in another, with one mention in each. */
async function aMentionedPerson() {
  const { person: reader, places: two } = await aPersonIn(2);
  const [own, other] = two;
  if (!own || !other) throw new Error('unreachable');
  const colleague = await aMember({ workspaceId: own.workspaceId });
  const mine = await anItem({ workspaceId: own.workspaceId });
  const theirs = await anItem({ workspaceId: other.workspaceId });
  await mention(colleague, mine.id, own);
  await mention(other.lead, theirs.id, other);
  const shown = async () => {
    const { notifications } = await listMergedNotifications(reader);
    const unread = notifications.filter(({ readAt }) => readAt === null);
    // What the bell says is what the list shows.
    expect(await countMergedUnread(reader)).toBe(unread.length);
    return notifications.map(({ item }) => item?.id ?? '').sort();
  };
  return { reader, own, other, mine, theirs, shown, both: [mine.id, theirs.id].sort() };
}

const unreadOf = async ({ memberId }: Caller) =>
  await database().prisma.notification.count({ where: { memberId, readAt: null } });

test('a hidden channel and a confidential item show in no list and no number, and are not marked as read', async () => {
  const { reader, own, other, mine, theirs, shown, both } = await aMentionedPerson();
  expect(await shown()).toEqual(both);
  await makeConfidential(theirs.id, [other.lead.memberId]);
  expect(await shown()).toEqual([mine.id]);
  await makeConfidential(theirs.id, [other.lead.memberId, other.memberId]);
  expect(await shown()).toEqual(both);
  await setChannels(other, []);
  expect(await shown()).toEqual([mine.id]);

  await markAllMergedRead(reader);
  expect([await unreadOf(own), await unreadOf(other)]).toEqual([0, 1]);
  await setChannels(other, [theirs.channelId]);
  expect(await shown()).toEqual(both);
  expect(await countMergedUnread(reader)).toBe(1);
});

test('an archived workspace is not in the list, not counted and not marked, and is back when it is taken back', async () => {
  const { reader, own, other, mine, shown, both } = await aMentionedPerson();
  await archiveWorkspace(other.lead, { name: 'Brand 1', eraseAfterDays: null, endsAccess: false });
  expect(await shown()).toEqual([mine.id]);
  await markAllMergedRead(reader);
  expect([await unreadOf(own), await unreadOf(other)]).toEqual([0, 1]);
  expect((await listNotifications(other)).notifications).toHaveLength(1);
  await takeBackWorkspace(other.lead);
  expect(await shown()).toEqual(both);
  expect(await countMergedUnread(reader)).toBe(1);
});

test('a workspace whose membership has ended is not in the list, not counted and not marked', async () => {
  const { reader, own, other, mine, shown } = await aMentionedPerson();
  await removeMember(other.lead, { memberId: other.memberId });
  expect(await shown()).toEqual([mine.id]);
  await markAllMergedRead(reader);
  expect([await unreadOf(own), await unreadOf(other)]).toEqual([0, 1]);
});

test('a workspace that requires a second factor shows nothing to a session without one, and is not marked', async () => {
  const { reader, own, other, mine, shown, both } = await aMentionedPerson();
  const { prisma } = database();
  const { organizationId } = await prisma.workspace.findUniqueOrThrow({ where: { id: other.workspaceId } });
  await prisma.organizationSignIn.create({
    data: { organizationId, emailDomains: [], isSingleSignOnRequired: false, isSecondFactorRequired: true },
  });
  expect(await shown()).toEqual([mine.id]);
  await markAllMergedRead(reader);
  expect([await unreadOf(own), await unreadOf(other)]).toEqual([0, 1]);
  await prisma.session.updateMany({ where: { id: reader.sessionId }, data: { secondFactor: 'totp' } });
  expect(await shown()).toEqual(both);
  await markAllMergedRead(reader);
  expect(await unreadOf(other)).toBe(0);
});

test('an ended session has no notifications and marks none', async () => {
  const { reader, own, shown } = await aMentionedPerson();
  await database().prisma.session.updateMany({ where: { id: reader.sessionId }, data: { revokedAt: new Date() } });
  expect(await shown()).toEqual([]);
  await markAllMergedRead(reader);
  expect(await unreadOf(own)).toBe(1);
});

test('all are marked in every workspace, those of colleagues are not, and each can be marked in its own', async () => {
  const { reader, own, other, theirs } = await aMentionedPerson();
  const colleague = await aMember({ workspaceId: other.workspaceId });
  await mention(other.lead, theirs.id, colleague);
  const [latest] = (await listMergedNotifications(reader)).notifications;
  await markNotificationsRead(latest?.workspace === own.slug ? own : other, { ids: [latest?.id ?? ''] });
  expect(await countMergedUnread(reader)).toBe(1);
  await markAllMergedRead(reader);
  expect(await countMergedUnread(reader)).toBe(0);
  expect((await listMergedNotifications(reader)).notifications.every(({ readAt }) => readAt !== null)).toBe(true);
  expect(await countUnreadNotifications(colleague)).toBe(1);
});

test('of notes a person reads over her workspaces those alone of which she was notified, and she changes nothing', async () => {
  const { reader, own, other, mine, theirs } = await aMentionedPerson();
  await addNote(other.lead, { itemId: theirs.id, text: 'not for you' });
  await addNote(own, { itemId: mine.id, text: 'my own' });
  const colleague = await aMember({ workspaceId: own.workspaceId });
  await mention(own, mine.id, colleague, 'for somebody else');
  const texts = await asPerson(reader, async (tx) => await tx.$queryRaw<{ text: string }[]>`SELECT "text" FROM "note"`);
  expect(texts).toEqual([{ text: '@you' }, { text: '@you' }]);
  const members = await asPerson(
    reader,
    async (tx) => await tx.$queryRaw<{ memberId: string }[]>`SELECT DISTINCT "memberId"::text FROM "notification"`,
  );
  expect(members.map(({ memberId }) => memberId).sort()).toEqual([own.memberId, other.memberId].sort());
  for (const table of ['notification', 'note', 'channel', 'notification_choice', 'item_history']) {
    const write = asPerson(reader, async (tx) => await tx.$executeRawUnsafe(`DELETE FROM "${table}"`));
    await expect(write, table).rejects.toThrow(/permission denied/);
  }
});
