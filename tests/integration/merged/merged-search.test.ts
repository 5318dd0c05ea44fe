import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { listMergedItems } from '#lib/items/merged/list-merged-items.ts';
import type { MergedFilter, MergedPage, MergedRow } from '#lib/items/merged/types.ts';
import { itemKinds, itemStatuses } from '#lib/items/types.ts';
import { learnWords } from '#lib/search/learn-words.ts';
import { aSession } from '#tests/support/api-server.ts';
import { aContact, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { statementsOf } from '#tests/support/statements-of.ts';
import { makeConfidential } from '../access/hidden-world.ts';
import { aPersonWithPlaces, aPlace } from './many-places.ts';

const DAY = 86_400_000;
/** Ids are given out by the clock: what was written this very millisecond counts too. */
const atOnce = { settledMs: -1000 };

let person: { sessionId: string };
let world: Awaited<ReturnType<typeof aPersonWithPlaces>>;
/** By item and word, when it was last written. */
const writtenAt = new Map<string, number>();

beforeAll(async () => {
  world = await aPersonWithPlaces([40, 25, 30, 4, 0, 5, 2, 6, 3]);
  person = { sessionId: await aSession(first()) };
  for (const place of world.places) await write(place.workspaceId);
  // Another client's workspace, with newer matches than all of theirs.
  const { workspaceId } = await aWorkspace();
  const theirs = await anItem({ workspaceId });
  await aMessage({ workspaceId, itemId: theirs.id, text: 'bonjour colis reçu', createdAt: new Date(Date.now() + DAY) });
  await learnWords(workspaceId, atOnce);
});

/** Some messages on each item of a workspace, over many weeks. */
async function write(workspaceId: string): Promise<void> {
  const items = await database().prisma.item.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } });
  for (const [n, { id: itemId }] of items.entries()) {
    const texts = ['Bonjour à tous', ...(n % 3 ? [] : ['où est mon colis']), ...(n % 9 ? [] : ['bonjour, colis reçu'])];
    for (const [m, text] of texts.entries()) {
      const createdAt = new Date(Date.now() - ((n * 37 + m * 11) % 90) * DAY - n * 60_000);
      await aMessage({ workspaceId, itemId, text, createdAt });
      for (const word of ['bonjour', 'colis', 'reçu']) {
        if (!text.toLowerCase().includes(word)) continue;
        writtenAt.set(`${itemId} ${word}`, Math.max(writtenAt.get(`${itemId} ${word}`) ?? 0, createdAt.getTime()));
      }
    }
    if (n % 5 === 0) await aMessage({ workspaceId, itemId, text: 'secret', deletedAt: new Date() });
  }
  await learnWords(workspaceId, atOnce);
}

type Given = { filter: MergedFilter; limit: number; workspaces: string[] | null };

async function everyPage({ filter, limit, workspaces }: Given): Promise<MergedRow[]> {
  const rows: MergedRow[] = [];
  for (let cursor: string | null = null; ;) {
    const page: MergedPage = await listMergedItems(person, { filter, workspaces, limit, cursor });
    rows.push(...page.items);
    cursor = page.nextCursor;
    if (!cursor) return rows;
    expect(page.items).toHaveLength(limit);
  }
}

/** What the search in each place shows its member. */
async function ofEach({ filter, workspaces }: Given): Promise<Map<string, MergedRow[]>> {
  const found = new Map<string, MergedRow[]>();
  for (const place of world.places) {
    const workspace = world.slugOf(place);
    if (workspaces && !workspaces.includes(workspace)) continue;
    const { items, nextCursor } = await listItems(place, { filter, limit: 100 });
    expect(nextCursor).toBeNull();
    if (items.length > 0)
      found.set(
        workspace,
        items.map((row) => ({ ...row, workspace })),
      );
  }
  return found;
}

const filters = fc.record(
  {
    status: fc.uniqueArray(fc.constantFrom(...itemStatuses), { minLength: 1 }),
    assignee: fc.constantFrom('me', 'none'),
    kind: fc.constantFrom(...itemKinds),
    network: fc.constantFrom('bluesky', 'mastodon'),
    failed: fc.constant(true),
    expiring: fc.constant(true),
  },
  { requiredKeys: [] },
);

test('pages of a search are what each workspace finds for its member, newest match first', async () => {
  const slugs = world.places.map(world.slugOf);
  await fc.assert(
    fc.asyncProperty(
      filters,
      fc.constantFrom('bonjour', 'colis', 'reçu', 'fontaine', 'livrason'),
      fc.constantFrom(1, 3, 7, 20, 100),
      fc.option(fc.subarray(slugs, { minLength: 1 })),
      async (filter, q, limit, workspaces) => {
        const given = { filter: { ...filter, q }, limit, workspaces };
        const rows = await everyPage(given);
        expect(Map.groupBy(rows, ({ workspace }) => workspace)).toEqual(await ofEach(given));
        const times = rows.map(({ id, lastActivityAt }) => writtenAt.get(`${id} ${q}`) ?? Date.parse(lastActivityAt));
        expect(times).toEqual(times.toSorted((a, b) => b - a));
      },
    ),
    {
      numRuns: 60,
      examples: (['bonjour', 'colis', 'fontaine'] as const).flatMap((q) =>
        ([3, 20] as const).map((limit): [object, typeof q, 3 | 20, null] => [{}, q, limit, null]),
      ),
    },
  );
});

test('a search finds the same whether the words count as rare, frequent or in between', async () => {
  const { prisma } = database();
  const given = { filter: { q: 'bonjour' }, workspaces: null };
  const expected = (await everyPage({ ...given, limit: 100 })).map(({ id }) => id);
  expect(expected.length).toBeGreaterThan(60);
  const before = await prisma.searchWord.findMany({ where: { word: 'bonjour' } });
  // [how many messages a workspace is thought to have, how many of them with the word]
  for (const [messages, frequency] of [
    [2000, 1900],
    [10_000_000, 700],
  ] as const) {
    await prisma.searchProgress.updateMany({ data: { messages } });
    await prisma.searchWord.updateMany({ where: { word: 'bonjour' }, data: { messages: frequency } });
    for (const limit of [4, 30]) {
      expect((await everyPage({ ...given, limit })).map(({ id }) => id)).toEqual(expected);
    }
  }
  for (const { workspaceId, messages } of before) {
    await prisma.searchProgress.updateMany({ where: { workspaceId }, data: { messages: messages * 2 } });
    await prisma.searchWord.updateMany({ where: { workspaceId, word: 'bonjour' }, data: { messages } });
  }
});

test('a typo, a name and punctuation mean what they mean in one workspace', async () => {
  const [place] = world.places;
  const contact = await aContact({ workspaceId: first().workspaceId, name: 'Chloé Béranger', handle: 'chloe.b.test' });
  const item = await anItem({ workspaceId: place?.workspaceId ?? '', contactId: contact.id });
  const found = async (q: string) => (await listMergedItems(person, { filter: { q } })).items.map(({ id }) => id);
  expect(await found('beranger')).toEqual([item.id]);
  expect(await found('chloe.b')).toEqual([item.id]);
  expect(await found('bonjuor')).toEqual(await found('bonjour'));
  expect(await found('xylophone')).toEqual([]);
  expect(await found('secret')).toEqual([]);
  for (const q of ["l'été & !colis | (x:*", "''", '\\', '!!!', '%_%', 'a'.repeat(400)]) {
    await expect(found(q)).resolves.toBeInstanceOf(Array);
  }
});

test('what cannot be searched over workspaces is refused by name', async () => {
  const id = first().memberId;
  const ofOne = { tag: 'x', channel: id, contact: id, team: id, assignee: id };
  // As in one workspace.
  const notSearched = { unread: true, approval: true, from: 'P1D', priority: [1] };
  for (const [code, fields] of [
    ['of_one_workspace', ofOne],
    ['invalid', notSearched],
  ] as const) {
    for (const [field, value] of Object.entries(fields)) {
      const filter = { q: 'bonjour', [field]: value } as MergedFilter;
      await expect(listMergedItems(person, { filter })).rejects.toMatchObject({ code, values: { field } });
    }
  }
});

test('a hidden channel, a confidential item, an archived workspace and one that was left find nothing from that moment', async () => {
  const { prisma } = database();
  const own = await aWorkspace();
  const other = await aWorkspace();
  const place = await aPlace(other.workspaceId, own.admin, 'manager');
  const session = { sessionId: await aSession(own.admin) };
  const items = [];
  for (const { workspaceId } of [own, other, other, other]) {
    const item = await anItem({ workspaceId });
    await aMessage({ workspaceId, itemId: item.id, text: 'une lampe bleue' });
    items.push(item);
  }
  const [mine, hidden, secret, seen] = items.map(({ id }) => id);
  const found = async (given = session) =>
    new Set((await listMergedItems(given, { filter: { q: 'lampe' } })).items.map(({ id }) => id));
  expect(await found()).toEqual(new Set([mine, hidden, secret, seen]));

  await makeConfidential(secret ?? '', [other.admin.memberId]);
  expect(await found()).toEqual(new Set([mine, hidden, seen]));
  expect(await found({ sessionId: await aSession(other.admin) })).toEqual(new Set([hidden, secret, seen]));

  await prisma.member.updateMany({ where: { id: place.memberId }, data: { seesAllChannels: false } });
  expect(await found()).toEqual(new Set([mine]));
  const { channelId } = items[3] ?? { channelId: '' };
  await prisma.memberChannel.create({
    data: { workspaceId: other.workspaceId, memberId: place.memberId, channelId },
  });
  expect(await found()).toEqual(new Set([mine, seen]));

  await prisma.workspace.update({ where: { id: other.workspaceId }, data: { archivedAt: new Date() } });
  expect(await found()).toEqual(new Set([mine]));
  await prisma.workspace.update({ where: { id: other.workspaceId }, data: { archivedAt: null } });
  expect(await found()).toEqual(new Set([mine, seen]));

  await prisma.member.updateMany({ where: { id: place.memberId }, data: { removedAt: new Date() } });
  expect(await found()).toEqual(new Set([mine]));
  await prisma.session.updateMany({ where: { id: session.sessionId }, data: { revokedAt: new Date() } });
  expect(await found()).toEqual(new Set([]));
});

test('a workspace whose organization requires a second factor finds nothing for a session without one', async () => {
  const own = await aWorkspace();
  const session = { sessionId: await aSession(own.admin) };
  const { id: itemId } = await anItem({ workspaceId: own.workspaceId });
  await aMessage({ workspaceId: own.workspaceId, itemId, text: 'une lampe verte' });
  const found = async () => (await listMergedItems(session, { filter: { q: 'verte' } })).items.map(({ id }) => id);
  expect(await found()).toEqual([itemId]);
  await database().prisma.organizationSignIn.create({
    data: {
      organizationId: own.organizationId,
      emailDomains: [],
      isSingleSignOnRequired: false,
      isSecondFactorRequired: true,
    },
  });
  expect(await found()).toEqual([]);
});

test('a search costs the same few statements with two hundred workspaces as with one', async () => {
  const own = await aWorkspace();
  const few = { sessionId: await aSession(own.admin) };
  const wide = await aWorkspace();
  for (let n = 1; n < 200; n += 1) await aPlace((await aWorkspace()).workspaceId, wide.admin, 'manager');
  for (const { workspaceId } of [own, wide]) {
    const { id: itemId } = await anItem({ workspaceId });
    await aMessage({ workspaceId, itemId, text: 'une lampe rouge' });
  }
  const many = { sessionId: await aSession(wide.admin) };
  for (const session of [few, many]) {
    const statements = await statementsOf(async () => {
      expect((await listMergedItems(session, { filter: { q: 'rouge' } })).items).toHaveLength(1);
    });
    expect(statements).toHaveLength(2);
  }
});

describe('the function that searches', () => {
  const parameters = `'{0,1,2,3,4,5}'::smallint[], NULL, NULL, false, false, false, NULL, NULL`;
  const search = (workspaceId: string) =>
    `SELECT * FROM search_items_of_person(ARRAY['${workspaceId}']::uuid[], 'bonjour', NULL, NULL, 10, ${parameters})`;
  const asRole = async (role: string, statement: string, settings: Record<string, string> = {}) =>
    await database().prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe(`SET LOCAL ROLE ${role}`);
      for (const [name, value] of Object.entries(settings)) {
        await tx.$queryRaw`SELECT set_config(${name}, ${value}, true)`;
      }
      return await tx.$queryRawUnsafe<{ workspaceId: string }[]>(statement);
    });

  test('finds nothing of a workspace that the transaction has not entered', async () => {
    const { workspaceId, memberId } = first();
    expect(await asRole('parvis_person', search(workspaceId))).toEqual([]);
    const entered = {
      'app.person_workspaces': `{${workspaceId}}`,
      'app.person_members': `{${memberId}}`,
      'app.person_open_workspaces': `{${workspaceId}}`,
      'app.person_channels': '{}',
      'app.person_lead_workspaces': `{${workspaceId}}`,
    };
    expect((await asRole('parvis_person', search(workspaceId), entered)).length).toBeGreaterThan(0);
    for (const other of world.places.slice(1, 4)) {
      expect(await asRole('parvis_person', search(other.workspaceId), entered)).toEqual([]);
    }
    const withoutChannels = { ...entered, 'app.person_open_workspaces': '{}' };
    expect(await asRole('parvis_person', search(workspaceId), withoutChannels)).toEqual([]);
  });

  test('is open to the role of the one queue alone, and what it calls to nobody', async () => {
    const inner = `SELECT * FROM search_items_in('${first().workspaceId}', NULL, false, NULL, '-infinity', 'bonjour', NULL, NULL, 10,
      '{0,1,2,3,4,5}'::smallint[], NULL, NULL, NULL, NULL, NULL, false, NULL, false, NULL, NULL)`;
    for (const role of ['parvis_app', 'parvis_dispatcher', 'parvis_guest', 'parvis_login', 'parvis_users']) {
      await expect(asRole(role, search(first().workspaceId)), role).rejects.toThrow(/permission denied/);
      await expect(asRole(role, inner), role).rejects.toThrow(/permission denied/);
    }
    await expect(asRole('parvis_person', inner)).rejects.toThrow(/permission denied/);
  });
});

function first(): Caller {
  const [place] = world.places;
  if (!place) throw new Error('unreachable');
  return place;
}
