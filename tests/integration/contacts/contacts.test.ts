import { expect, test } from 'vitest';
import { getContact } from '#lib/contacts/get-contact.ts';
import { joinContacts } from '#lib/contacts/joins/join-contacts.ts';
import { suggestJoins } from '#lib/contacts/joins/suggest-joins.ts';
import { listContacts } from '#lib/contacts/list-contacts.ts';
import { setVip } from '#lib/contacts/set-vip.ts';
import { addContactNote } from '#lib/items/contacts/add-contact-note.ts';
import { listContactItems } from '#lib/items/contacts/list-contact-items.ts';
import { tagContact } from '#lib/items/contacts/tag-contact.ts';
import type { Caller } from '#lib/caller.ts';
import type { ContactFilter } from '#lib/contacts/types.ts';
import { aChannel, anItem, aWorkspace } from '#tests/support/factories.ts';
import { aMemberOf, makeConfidential } from '#tests/integration/access/hidden-world.ts';
import { database } from '#tests/support/owner-database.ts';
import { aPerson } from './a-person.ts';

const idsOf = async (caller: Caller, filter: ContactFilter = {}) =>
  (await listContacts(caller, { filter })).contacts.map(({ id }) => id);

test('people are listed page by page, those met last first, each once', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const made: string[] = [];
  for (let n = 0; n < 7; n += 1) made.unshift((await aPerson(workspaceId)).id);
  const seen: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof listContacts>> = await listContacts(admin, { limit: 3, cursor });
    seen.push(...page.contacts.map(({ id }) => id));
    cursor = page.nextCursor;
    if (!cursor) break;
  }
  expect(seen).toEqual(made);
});

test('a person is found by any word of a name or handle, without accents, also half typed', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const lea = await aPerson(workspaceId, { name: 'Léa Fontaine', handle: 'lea.fontaine' });
  await aPerson(workspaceId, { name: 'Hugo Bernard', handle: 'hugo_b' });
  for (const q of ['lea', 'FONT', 'fontaine léa', '@lea.font']) expect(await idsOf(admin, { q })).toEqual([lea.id]);
  expect(await idsOf(admin, { q: 'lea bernard' })).toEqual([]);
  expect(await idsOf(admin, { q: '!!' })).toEqual([]);
});

test('the search gives the next page where the last ended', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const made: string[] = [];
  for (let n = 0; n < 5; n += 1) made.unshift((await aPerson(workspaceId, { name: `Zoé Petit ${n}` })).id);
  const first = await listContacts(admin, { filter: { q: 'zoe' }, limit: 2 });
  const second = await listContacts(admin, { filter: { q: 'zoe' }, limit: 4, cursor: first.nextCursor });
  expect([...first.contacts, ...second.contacts].map(({ id }) => id)).toEqual(made);
  expect(second.nextCursor).toBeNull();
});

test('filters by network, tag, VIP and blocked narrow the list together', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const lea = await aPerson(workspaceId, { network: 'instagram' });
  const hugo = await aPerson(workspaceId, { network: 'facebook' });
  const { tags } = await tagContact(admin, { contactId: lea.id, add: ['press'] });
  await tagContact(admin, { contactId: hugo.id, add: ['press'] });
  await setVip(admin, { contactId: hugo.id, isVip: true });
  const tag = tags[0]?.id ?? '';
  expect(await idsOf(admin, { network: 'instagram' })).toEqual([lea.id]);
  expect(await idsOf(admin, { tag })).toEqual([hugo.id, lea.id]);
  expect(await idsOf(admin, { vip: true })).toEqual([hugo.id]);
  expect(await idsOf(admin, { tag, network: 'instagram' })).toEqual([lea.id]);
  expect(await idsOf(admin, { vip: true, network: 'instagram' })).toEqual([]);

  const block = await database().prisma.action.create({
    data: {
      workspaceId,
      itemId: lea.itemId,
      channelId: lea.channelId,
      kind: 'block',
      state: 'done',
      targetId: lea.messageId,
      dueAt: new Date(),
    },
  });
  expect(await idsOf(admin, { blocked: true })).toEqual([lea.id]);
  expect((await getContact(admin, { contactId: lea.id })).blockedProfileIds).toEqual([lea.identityId]);
  await database().prisma.action.create({
    data: {
      workspaceId,
      itemId: lea.itemId,
      channelId: lea.channelId,
      kind: 'unblock',
      state: 'done',
      targetId: lea.messageId,
      undoOfId: block.id,
      dueAt: new Date(),
    },
  });
  expect(await idsOf(admin, { blocked: true })).toEqual([]);
});

test('joined contacts are one row, found by the name, network, tag and VIP of each', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const lea = await aPerson(workspaceId, { network: 'instagram', name: 'Léa Martin', handle: 'lea.m' });
  const other = await aPerson(workspaceId, { network: 'facebook', name: 'Martin L.', handle: '' });
  const hugo = await aPerson(workspaceId, { name: 'Hugo', handle: 'hugo' });
  await joinContacts(admin, { contactId: lea.id, otherId: other.id });
  expect(await idsOf(admin)).toEqual([hugo.id, other.id]);
  await setVip(admin, { contactId: lea.id, isVip: true });
  for (const filter of [{ q: 'lea' }, { network: 'instagram' }, { vip: true }]) {
    expect(await idsOf(admin, filter)).toEqual([lea.id]);
  }
  expect(await idsOf(admin, { q: 'martin' })).toEqual([other.id]);
  expect(await idsOf(admin, { q: 'martin', network: 'instagram', vip: true })).toEqual([other.id]);
  const { contacts } = await listContacts(admin, { filter: { network: 'facebook' } });
  expect(contacts[0]).toMatchObject({ id: other.id, name: 'Léa Martin', isVip: true });
  expect(contacts[0]?.profiles.map(({ network }) => network)).toEqual(['facebook', 'instagram']);
});

test('the history spans all networks of a person, latest first, page by page', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const lea = await aPerson(workspaceId, { network: 'instagram' });
  const other = await aPerson(workspaceId, { network: 'facebook' });
  await joinContacts(admin, { contactId: lea.id, otherId: other.id });
  const made = [other.itemId, lea.itemId];
  for (let n = 0; n < 4; n += 1) {
    const of = n % 2 === 0 ? lea : other;
    const item = await anItem({
      workspaceId,
      contactId: of.id,
      channelId: of.channelId,
      kind: n % 2 === 0 ? 'message' : 'comment',
    });
    made.unshift(item.id);
  }
  const first = await listContactItems(admin, { contactId: other.id, limit: 4 });
  const second = await listContactItems(admin, { contactId: other.id, limit: 4, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made);
  expect(second.nextCursor).toBeNull();
  expect((await getContact(admin, { contactId: lea.id })).itemCount).toBe(6);
});

test('what is hidden from a member shows in no list, count, history, search, note or join', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const channel = await aChannel({ workspaceId, network: 'instagram' });
  const shown = await aPerson(workspaceId, {
    network: 'instagram',
    channelId: channel.id,
    name: 'Léa Martin',
    handle: 'lea.m',
  });
  const hidden = await aPerson(workspaceId, { network: 'facebook', name: 'Léa Martin', handle: 'lea.m' });
  const secret = await anItem({ workspaceId, channelId: channel.id, contactId: shown.id });
  await makeConfidential(secret.id, [admin.memberId]);
  const silent = await aPerson(workspaceId, { network: 'instagram', channelId: channel.id, name: 'Martin Secret' });
  await makeConfidential(silent.itemId, [admin.memberId]);
  const member = await aMemberOf(workspaceId, [channel.id]);
  await joinContacts(admin, { contactId: shown.id, otherId: hidden.id });
  await addContactNote(admin, { contactId: hidden.id, text: 'of the hidden half' });
  await tagContact(admin, { contactId: hidden.id, add: ['hidden'] });
  await setVip(admin, { contactId: hidden.id, isVip: true });

  for (const filter of [{}, { q: 'martin' }, { network: 'instagram' }]) {
    expect(await idsOf(member, filter)).toEqual([shown.id]);
  }
  expect(await idsOf(member, { vip: true })).toEqual([]);
  expect(await idsOf(member, { network: 'facebook' })).toEqual([]);
  const { contacts } = await listContacts(member, {});
  expect(contacts[0]).toMatchObject({ isVip: false, tags: [] });
  expect(contacts[0]?.profiles.map(({ contactId }) => contactId)).toEqual([shown.id]);
  const detail = await getContact(member, { contactId: shown.id });
  expect(detail).toMatchObject({ itemCount: 1, notes: [], tags: [], joins: [], isVip: false });
  const { items } = await listContactItems(member, { contactId: shown.id });
  expect(items.map(({ id }) => id)).toEqual([shown.itemId]);
  for (const contactId of [hidden.id, silent.id]) {
    await expect(getContact(member, { contactId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(listContactItems(member, { contactId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(joinContacts(member, { contactId: shown.id, otherId: contactId })).rejects.toMatchObject({
      code: 'not_found',
    });
  }
});

test('a person of another workspace is unknown here', async () => {
  const { admin } = await aWorkspace();
  const elsewhere = await aWorkspace();
  const stranger = await aPerson(elsewhere.workspaceId, { name: 'Nora Elsewhere' });
  const mine = await aPerson(admin.workspaceId);
  expect(await idsOf(admin)).toEqual([mine.id]);
  expect(await idsOf(admin, { q: 'nora' })).toEqual([]);
  const onStranger = { contactId: stranger.id };
  const acts = [
    () => getContact(admin, onStranger),
    () => listContactItems(admin, onStranger),
    () => setVip(admin, { ...onStranger, isVip: true }),
    () => addContactNote(admin, { ...onStranger, text: 'x' }),
    () => tagContact(admin, { ...onStranger, add: ['x'] }),
    () => suggestJoins(admin, onStranger),
    () => joinContacts(admin, { contactId: mine.id, otherId: stranger.id }),
  ];
  for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'not_found' });
});
