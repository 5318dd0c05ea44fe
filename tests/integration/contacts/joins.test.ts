import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { getContact } from '#lib/contacts/get-contact.ts';
import { joinContacts } from '#lib/contacts/joins/join-contacts.ts';
import { separateContacts } from '#lib/contacts/joins/separate-contacts.ts';
import { suggestJoins } from '#lib/contacts/joins/suggest-joins.ts';
import { listContacts } from '#lib/contacts/list-contacts.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { listContactItems } from '#lib/items/contacts/list-contact-items.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { aMemberOf } from '#tests/integration/access/hidden-world.ts';
import { aChannel, aMember, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { sumTables } from '#tests/support/sum-tables.ts';
import { aPerson } from './a-person.ts';

const profilesOf = async (caller: Caller, contactId: string) =>
  (await getContact(caller, { contactId })).profiles.map((profile) => profile.contactId).sort();

const openJoins = async (workspaceId: string) =>
  await database().prisma.contactJoin.findMany({ where: { workspaceId, separatedAt: null } });

test('the same handle or the same full name on another network is suggested, the handle first', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const lea = await aPerson(workspaceId, { network: 'instagram', name: 'Léa Martin', handle: 'lea.m' });
  const namesake = await aPerson(workspaceId, { network: 'facebook', name: 'léa martin', handle: '' });
  const sameHandle = await aPerson(workspaceId, { network: 'x', name: 'L.', handle: 'LEA.M' });
  await aPerson(workspaceId, { network: 'instagram', name: 'Léa Martin', handle: 'lea.martin' });
  await aPerson(workspaceId, { network: 'x', name: 'Léa', handle: 'other' });
  const suggestions = await suggestJoins(admin, { contactId: lea.id });
  expect(suggestions.map(({ id, evidence }) => [id, evidence])).toEqual([
    [sameHandle.id, ['same_handle']],
    [namesake.id, ['same_name']],
  ]);
  await joinContacts(admin, { contactId: lea.id, otherId: sameHandle.id });
  expect((await suggestJoins(admin, { contactId: lea.id })).map(({ id }) => id)).toEqual([namesake.id]);
});

test('joining and separating leave every row as it was, with who, when and on what evidence', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const colleague = await aMember({ workspaceId });
  const lea = await aPerson(workspaceId, { network: 'instagram', handle: 'lea.m' });
  const other = await aPerson(workspaceId, { network: 'facebook', handle: 'lea.m' });
  const isWatched = (table: string) =>
    !['contact_join', 'audit_entry', 'audit_unsealed', 'realtime_event'].includes(table);
  const sum = () => sumTables(workspaceId, { isWatched, ignoredColumns: [] });
  const before = await sum();
  const joined = await joinContacts(admin, { contactId: lea.id, otherId: other.id });
  expect(joined.joins).toMatchObject([
    { evidence: ['same_handle', 'same_name'], by: { id: admin.memberId }, separatedAt: null },
  ]);
  expect(await sum()).not.toBe(before);
  const separated = await separateContacts(colleague, { joinId: joined.joins[0]?.id ?? '' });
  expect(await sum()).toBe(before);
  expect(separated.joins).toMatchObject([{ separatedBy: { id: colleague.memberId } }]);
  const { entries } = await listAudit(admin);
  expect(entries.slice(0, 2).map(({ act }) => act)).toEqual(['contacts_separated', 'contacts_joined']);
  expect(JSON.stringify(entries)).not.toContain('Fontaine');
});

test('what a joined contact writes later arrives with the person, and stays with its contact when separated', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const channel = await aChannel({ workspaceId, network: 'mastodon', status: 'connected' });
  const lea = await aPerson(workspaceId, { network: 'mastodon', channelId: channel.id });
  const other = await aPerson(workspaceId, { network: 'facebook' });
  const { joins } = await joinContacts(admin, { contactId: lea.id, otherId: other.id });
  const author = { externalId: lea.externalId, handle: 'lea.new', name: 'Léa Renamed' };
  await ingest({
    workspaceId,
    channelId: channel.id,
    events: [
      {
        type: 'message',
        kind: 'comment',
        externalId: 'm-1',
        threadExternalId: 't-1',
        direction: 'inbound',
        author,
        text: 'again',
        createdAt: new Date(),
      },
    ],
  });
  const history = async (contactId: string) => (await listContactItems(admin, { contactId })).items.length;
  expect([await history(lea.id), await history(other.id)]).toEqual([3, 3]);
  await separateContacts(admin, { joinId: joins[0]?.id ?? '' });
  expect([await history(lea.id), await history(other.id)]).toEqual([2, 1]);
  expect((await getContact(admin, { contactId: lea.id })).name).toBe('Léa Renamed');
});

test('of two members who join the same two crosswise at once, one join stands', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const colleague = await aMember({ workspaceId });
  for (let round = 0; round < 5; round += 1) {
    const [one, other] = [await aPerson(workspaceId), await aPerson(workspaceId)];
    const before = (await openJoins(workspaceId)).length;
    await Promise.all([
      joinContacts(admin, { contactId: one.id, otherId: other.id }),
      joinContacts(colleague, { contactId: other.id, otherId: one.id }),
    ]);
    expect(await openJoins(workspaceId)).toHaveLength(before + 1);
    expect(await profilesOf(admin, one.id)).toEqual([one.id, other.id].sort());
  }
});

test('joins and separations at once end in the state that the open joins say', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const colleague = await aMember({ workspaceId });
  const people: string[] = [];
  for (let n = 0; n < 6; n += 1) people.push((await aPerson(workspaceId)).id);
  const at = (n: number) => people[n % people.length] ?? '';
  for (let round = 0; round < 6; round += 1) {
    const open = await openJoins(workspaceId);
    await Promise.all([
      joinContacts(admin, { contactId: at(round), otherId: at(round + 1) }),
      joinContacts(colleague, { contactId: at(round + 1), otherId: at(round + 2) }),
      ...open.slice(0, 2).map(({ id }) => separateContacts(colleague, { joinId: id })),
    ]);
    const model = componentsOf(people, await openJoins(workspaceId));
    for (const id of people) expect(await profilesOf(admin, id)).toEqual(model(id));
  }
});

test(
  'any order of joins and separations gives the persons that the open joins connect',
  { timeout: 120_000 },
  async () => {
    const step = fc.oneof(
      fc.record({ act: fc.constant('join' as const), one: fc.nat(5), other: fc.nat(5) }),
      fc.record({ act: fc.constant('separate' as const), nth: fc.nat(5) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const { workspaceId, admin } = await aWorkspace();
        const people: string[] = [];
        for (let n = 0; n < 6; n += 1) people.push((await aPerson(workspaceId)).id);
        /** The model: the joins that hold, as pairs; a join of what is one person already adds none. */
        let pairs: { contactId: string; otherId: string }[] = [];
        for (const one of steps) {
          if (one.act === 'join') {
            const [contactId, otherId] = [people[one.one] ?? '', people[one.other] ?? ''];
            if (contactId === otherId) continue;
            const isOne = componentsOf(people, pairs)(contactId).includes(otherId);
            if (!isOne) pairs.push({ contactId, otherId });
            await joinContacts(admin, { contactId, otherId });
          } else {
            const open = await openJoins(workspaceId);
            const chosen = open[one.nth % Math.max(1, open.length)];
            if (!chosen) continue;
            await separateContacts(admin, { joinId: chosen.id });
            const isChosen = (pair: { contactId: string; otherId: string }) =>
              [pair.contactId, pair.otherId].sort().join() === [chosen.contactId, chosen.otherId].sort().join();
            pairs = pairs.filter((pair) => !isChosen(pair));
          }
          const model = componentsOf(people, pairs);
          for (const id of people) expect(await profilesOf(admin, id)).toEqual(model(id));
          const rows = (await listContacts(admin, {})).contacts;
          expect(rows).toHaveLength(new Set(people.map((id) => model(id).join())).size);
        }
      }),
      { numRuns: 15 },
    );
  },
);

test('a member who sees one half of a person can neither see nor take back what joins it to the other', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const shown = await aPerson(workspaceId);
  const hidden = await aPerson(workspaceId);
  const third = await aPerson(workspaceId, { channelId: shown.channelId });
  const { joins } = await joinContacts(admin, { contactId: shown.id, otherId: hidden.id });
  const member = await aMemberOf(workspaceId, [shown.channelId]);
  const joinId = joins[0]?.id ?? '';
  await expect(separateContacts(member, { joinId })).rejects.toMatchObject({ code: 'not_found' });
  await joinContacts(member, { contactId: shown.id, otherId: third.id });
  expect(await profilesOf(member, third.id)).toEqual([shown.id, third.id].sort());
  expect(await profilesOf(admin, third.id)).toEqual([shown.id, hidden.id, third.id].sort());
  expect((await suggestJoins(member, { contactId: shown.id })).map(({ id }) => id)).not.toContain(hidden.id);
});

test('a client and a stranger cannot join or separate', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const [one, other] = [await aPerson(workspaceId), await aPerson(workspaceId)];
  const client = await aMember({ workspaceId, role: 'client' });
  const pair = { contactId: one.id, otherId: other.id };
  await expect(joinContacts(client, pair)).rejects.toMatchObject({ code: 'not_allowed' });
  const { joins } = await joinContacts(admin, pair);
  const stranger = (await aWorkspace()).admin;
  await expect(separateContacts(stranger, { joinId: joins[0]?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(joinContacts(stranger, pair)).rejects.toMatchObject({ code: 'not_found' });
});

/** The people that the joins connect: for each the sorted ids of the whole person. */
function componentsOf(people: readonly string[], pairs: readonly { contactId: string; otherId: string }[]) {
  const groups = new Map(people.map((id) => [id, new Set([id])]));
  for (const { contactId, otherId } of pairs) {
    const merged = new Set([...(groups.get(contactId) ?? []), ...(groups.get(otherId) ?? [])]);
    for (const id of merged) groups.set(id, merged);
  }
  return (id: string) => [...(groups.get(id) ?? [])].sort();
}
