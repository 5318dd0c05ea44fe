import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { bulkAct } from '#lib/items/bulk/bulk-act.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { markRead } from '#lib/items/mark-read.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { deleteNote } from '#lib/items/notes/delete-note.ts';
import { editNote } from '#lib/items/notes/edit-note.ts';
import { listMentionable } from '#lib/items/notes/list-mentionable.ts';
import { askForItem } from '#lib/items/requests/ask-for-item.ts';
import { endRequest } from '#lib/items/requests/end-request.ts';
import { handOver } from '#lib/items/requests/hand-over.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { countUnreadNotifications, listNotifications } from '#lib/notifications/list-notifications.ts';
import { markNotificationsRead } from '#lib/notifications/mark-notifications-read.ts';
import { reply } from '#lib/outbox/reply.ts';
import { setPresence } from '#lib/realtime/set-presence.ts';
import { aMemberOf, makeConfidential, setChannels } from '#tests/integration/access/hidden-world.ts';
import { aBrand } from '#tests/support/brand.ts';
import { aChannel, aMember, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

async function aTeamAtWork() {
  const { workspaceId, admin: lead } = await aWorkspace();
  const ines = await aMember({ workspaceId, name: 'Inès Morel' });
  const karim = await aMember({ workspaceId, name: 'Karim Haddad' });
  const { id: itemId, channelId } = await anItem({ workspaceId });
  return { workspaceId, lead, ines, karim, itemId, channelId };
}

const kindsOf = async (caller: Caller) => (await listNotifications(caller)).notifications.map(({ kind }) => kind);

const mention = async (by: Caller, itemId: string, ...whom: Caller[]) =>
  await addNote(by, { itemId, text: '@Karim Haddad ?', mentions: { memberIds: whom.map(({ memberId }) => memberId) } });

test('who is mentioned in a note is notified, with who wrote it, on which item, and how the note begins', async () => {
  const { ines, karim, lead, itemId } = await aTeamAtWork();
  await addNote(ines, {
    itemId,
    text: '@Karim Haddad can you look?',
    mentions: { memberIds: [karim.memberId] },
  });
  expect((await listNotifications(karim)).notifications).toMatchObject([
    {
      kind: 'mentioned',
      actor: { name: 'Inès Morel' },
      item: { id: itemId, contactName: 'Léa Fontaine' },
      excerpt: '@Karim Haddad can you look?',
      readAt: null,
    },
  ]);
  expect(await countUnreadNotifications(karim)).toBe(1);
  expect([await kindsOf(ines), await kindsOf(lead)]).toEqual([[], []]);
  expect((await getItem(karim, { itemId })).notes).toMatchObject([
    { mentions: [{ kind: 'member', id: karim.memberId, name: 'Karim Haddad' }], editedAt: null },
  ]);
});

test('a mentioned team notifies its members, and who is also mentioned alone only once', async () => {
  const { workspaceId, lead, ines, karim, itemId } = await aTeamAtWork();
  const outsider = await aMember({ workspaceId });
  const { id } = await saveTeam(lead, { name: 'Night', memberIds: [ines.memberId, karim.memberId] });
  await addNote(lead, { itemId, text: '@Night', mentions: { teamIds: [id], memberIds: [karim.memberId] } });
  expect([await kindsOf(ines), await kindsOf(karim), await kindsOf(outsider)]).toEqual([
    ['mentioned'],
    ['mentioned'],
    [],
  ]);
});

test('an edited note says so, and notifies only whom it mentions anew, also when two edits race', async () => {
  const { workspaceId, lead, ines, karim, itemId } = await aTeamAtWork();
  const { noteId } = await mention(lead, itemId, karim);
  const both = { memberIds: [karim.memberId, ines.memberId] };
  await Promise.all([1, 2].map((n) => editNote(lead, { noteId, text: `@both ${n}`, mentions: both })));
  expect([await kindsOf(karim), await kindsOf(ines)]).toEqual([['mentioned'], ['mentioned']]);
  const [note] = (await getItem(ines, { itemId })).notes;
  expect(note?.editedAt).not.toBeNull();
  expect(note?.mentions).toHaveLength(2);

  await editNote(lead, { noteId, text: 'nobody' });
  expect((await getItem(ines, { itemId })).notes[0]?.mentions).toEqual([]);
  await expect(editNote(ines, { noteId, text: 'mine' })).rejects.toMatchObject({ code: 'not_allowed' });
  const { admin: stranger } = await aWorkspace();
  await expect(editNote(stranger, { noteId, text: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  await deleteNote(lead, { noteId });
  await expect(editNote(lead, { noteId, text: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  expect([await kindsOf(karim), await kindsOf(await aMember({ workspaceId }))]).toEqual([[], []]);
});

test('a note quotes a message of its item, and of no other', async () => {
  const { workspaceId, ines, itemId } = await aTeamAtWork();
  const message = await aMessage({ workspaceId, itemId, text: 'Where is my parcel?' });
  await addNote(ines, { itemId, text: 'This one', quotedMessageId: message.id });
  expect((await getItem(ines, { itemId })).notes).toMatchObject([
    { quote: { messageId: message.id, text: 'Where is my parcel?', author: 'Léa Fontaine' } },
  ]);
  const other = await aMessage({ workspaceId });
  await expect(addNote(ines, { itemId, text: 'x', quotedMessageId: other.id })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('nobody is called to an item that they may not see: they are shown with the reason, and are never notified', async () => {
  const { workspaceId, lead, ines, itemId, channelId } = await aTeamAtWork();
  const elsewhere = await aChannel({ workspaceId });
  const blind = await aMemberOf(workspaceId, [elsewhere.id]);
  const { id: teamId } = await saveTeam(lead, { name: 'Both', memberIds: [blind.memberId, ines.memberId] });
  const reasons = async () =>
    new Map((await listMentionable(lead, { itemId })).map(({ id, cannot }) => [id, cannot] as const));

  expect([...(await reasons())]).toEqual(
    expect.arrayContaining([
      [blind.memberId, 'channel'],
      [ines.memberId, null],
      [teamId, null],
    ]),
  );
  await expect(mention(lead, itemId, blind)).rejects.toMatchObject({ code: 'no_channel_access' });
  await addNote(lead, { itemId, text: '@Both', mentions: { teamIds: [teamId] } });
  await setChannels(blind, [channelId]);
  expect([await kindsOf(blind), await kindsOf(ines)]).toEqual([[], ['mentioned']]);

  await makeConfidential(itemId, []);
  expect((await reasons()).get(ines.memberId)).toBe('confidential');
  await expect(mention(lead, itemId, ines)).rejects.toMatchObject({ code: 'no_channel_access' });
});

test('nobody mentions a member or a team of another workspace', async () => {
  const { ines, itemId } = await aTeamAtWork();
  const other = await aWorkspace();
  const team = await saveTeam(other.admin, { name: 'Theirs', memberIds: [] });
  await expect(mention(ines, itemId, other.admin)).rejects.toMatchObject({ code: 'not_found' });
  await expect(addNote(ines, { itemId, text: 'x', mentions: { teamIds: [team.id] } })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await kindsOf(other.admin)).toEqual([]);
});

test('who loses the channel, or is not named in what became confidential, does not find the notification any more', async () => {
  const { workspaceId, lead, ines, karim, itemId, channelId } = await aTeamAtWork();
  await mention(lead, itemId, ines, karim);
  const elsewhere = await aChannel({ workspaceId });
  await setChannels(ines, [elsewhere.id]);
  await makeConfidential(itemId, []);
  for (const member of [ines, karim]) {
    expect([await kindsOf(member), await countUnreadNotifications(member)]).toEqual([[], 0]);
  }
  await setChannels(ines, [channelId]);
  await makeConfidential(itemId, [ines.memberId]);
  expect([await kindsOf(ines), await kindsOf(karim)]).toEqual([['mentioned'], []]);
});

test('who looks at the item now is not notified, and who opens it has read its notifications', async () => {
  const { ines, karim, lead, itemId } = await aTeamAtWork();
  await setPresence(karim, { itemId, state: 'looking' });
  await mention(lead, itemId, ines, karim);
  expect([await kindsOf(ines), await kindsOf(karim)]).toEqual([['mentioned'], []]);
  await setPresence(karim, { itemId, state: 'gone' });
  await mention(lead, itemId, karim);
  expect(await countUnreadNotifications(karim)).toBe(1);
  await markRead(karim, { itemId });
  await markNotificationsRead(ines, { itemId });
  expect([await countUnreadNotifications(karim), await countUnreadNotifications(ines)]).toEqual([0, 0]);
  expect(await kindsOf(karim)).toEqual(['mentioned']);
});

test('a member marks only notifications of their own as read, one or all', async () => {
  const { ines, karim, lead, itemId } = await aTeamAtWork();
  await mention(lead, itemId, ines, karim);
  await mention(lead, itemId, ines);
  const [first] = (await listNotifications(ines)).notifications;
  await markNotificationsRead(karim, { ids: [first?.id ?? ''] });
  expect(await countUnreadNotifications(ines)).toBe(2);
  await markNotificationsRead(ines, { ids: [first?.id ?? ''] });
  expect(await countUnreadNotifications(ines)).toBe(1);
  await markNotificationsRead(ines, {});
  expect([await countUnreadNotifications(ines), await countUnreadNotifications(karim)]).toEqual([0, 1]);
});

test('new owners, contributors and approvers are notified of an assignment, and nobody of their own act', async () => {
  const { workspaceId, lead, ines, karim, itemId } = await aTeamAtWork();
  await assignItem(lead, { itemId, ownerId: ines.memberId, contributorIds: [karim.memberId] });
  const client = await aMember({ workspaceId, role: 'lead' });
  await assignItem(lead, {
    itemId,
    ownerId: ines.memberId,
    contributorIds: [karim.memberId],
    approverId: client.memberId,
  });
  await assignItem(client, { itemId, ownerId: client.memberId });
  expect(await Promise.all([ines, karim, client, lead].map(kindsOf))).toEqual([
    ['assigned'],
    ['assigned'],
    ['assigned'],
    [],
  ]);
});

test('a bulk assignment is one notification, and one that is undone is none', async () => {
  const { workspaceId, lead, ines, itemId } = await aTeamAtWork();
  const { id: second } = await anItem({ workspaceId });
  const { undo } = await bulkAct(lead, { act: 'assign', itemIds: [itemId, second], ownerId: ines.memberId });
  expect((await listNotifications(ines)).notifications).toMatchObject([{ kind: 'assigned', item: null }]);
  await undoAct(lead, { undo: undo ?? '' });
  const one = await assignItem(lead, { itemId, ownerId: ines.memberId });
  expect(await countUnreadNotifications(ines)).toBe(2);
  await undoAct(lead, { undo: one.undo ?? '' });
  expect(await countUnreadNotifications(ines)).toBe(1);
});

test('the holder is notified once of who asks, and who asked of the answer', async () => {
  const { ines, karim, itemId } = await aTeamAtWork();
  await claimItem(ines, { itemId });
  await askForItem(karim, { itemId, word: 'one' });
  await askForItem(karim, { itemId, word: 'two' });
  expect(await kindsOf(ines)).toEqual(['asked_for']);
  await endRequest(ines, { itemId, memberId: karim.memberId });
  await askForItem(karim, { itemId });
  await handOver(ines, { itemId });
  expect(await kindsOf(karim)).toEqual(['handed_over', 'request_declined']);
  // A new request, after the first was declined, is a new thing.
  expect(await kindsOf(ines)).toEqual(['asked_for', 'asked_for']);
  await askForItem(ines, { itemId });
  await endRequest(ines, { itemId });
  expect(await kindsOf(ines)).toEqual(['asked_for', 'asked_for']);
});

test('who wrote a reply that was not sent, and who holds the item, are notified of it', async () => {
  const brand = await aBrand();
  const { itemId } = await brand.aComment();
  const { workspaceId } = brand.admin;
  const holder = await aMember({ workspaceId });
  const other = await aMember({ workspaceId });
  await assignItem(brand.admin, { itemId, ownerId: holder.memberId });
  await markNotificationsRead(holder, {});
  brand.standIn.fail(/createRecord/, {
    kind: 'answer',
    status: 400,
    headers: {},
    body: JSON.stringify({ error: 'InvalidRecord' }),
  });
  const { action } = await reply(brand.admin, { itemId, text: 'Il arrive demain' });
  await brand.wait(action.id);
  await brand.send(action.id);
  const kinds = await Promise.all([brand.admin, holder, other].map(kindsOf));
  expect(kinds).toEqual([['send_failed'], ['send_failed', 'assigned'], []]);
});

test('the list goes on where a page ended', async () => {
  const { lead, ines, itemId } = await aTeamAtWork();
  for (let n = 0; n < 53; n += 1) await mention(lead, itemId, ines);
  const first = await listNotifications(ines);
  // It goes on there also when that row is gone.
  await database().prisma.notification.deleteMany({ where: { id: first.notifications.at(-1)?.id ?? '' } });
  const second = await listNotifications(ines, { cursor: first.nextCursor ?? '' });
  expect([first.notifications.length, second.notifications.length, second.nextCursor]).toEqual([50, 3, null]);
  expect(new Set([...first.notifications, ...second.notifications].map(({ id }) => id)).size).toBe(53);
});
