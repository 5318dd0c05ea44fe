import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { database } from '#tests/support/owner-database.ts';
import { bulkAct } from '#lib/items/bulk/bulk-act.ts';
import { learnWords, workspacesWithNewWords } from '#lib/search/learn-words.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import type { ItemFilter, ItemPage } from '#lib/items/types.ts';
import { aContact, aMessage, anItem, aTag, aWorkspace } from '#tests/support/factories.ts';

const DAY = 86_400_000;
/** Ids are given out by the clock: what was written this very millisecond counts too. */
const atOnce = { settledMs: -1000 };
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);

let admin: Caller;
let names: Map<string, string>;

/** The names of the found items, in order. */
async function found(q: string, filter: ItemFilter = {}, caller = admin): Promise<(string | undefined)[]> {
  const { items } = await listItems(caller, { filter: { ...filter, q } });
  return items.map(({ id }) => names.get(id));
}

beforeAll(async () => {
  const workspace = await aWorkspace();
  const { workspaceId } = workspace;
  admin = workspace.admin;
  names = new Map();
  const write = async (
    name: string,
    days: number,
    texts: string[],
    given: Parameters<typeof anItem>[0] = { workspaceId },
  ) => {
    const item = await anItem({ ...given, lastActivityAt: daysAgo(days) });
    names.set(item.id, name);
    for (const [index, text] of texts.entries()) {
      await aMessage({
        workspaceId,
        itemId: item.id,
        text,
        createdAt: new Date(daysAgo(days + 1).getTime() + index * 1000),
      });
    }
    return item;
  };
  await write('parcel', 1, ['Ma livraison a du retard.', 'Toujours pas reçu mon colis !']);
  await write('old parcel', 400, ['Colis reçu, merci.']);
  await write('refund', 3, ['I want a refund please', 'Hello? The REFUND?']);
  const contact = await aContact({ workspaceId, name: 'Chloé Béranger', handle: 'chloe.beranger.test' });
  await write('by Chloé', 9, ['Order 1047-22 is broken'], { workspaceId, contactId: contact.id });
  const tagged = await write('noted', 20, ['un colis parfait'], { workspaceId, status: 'resolved', kind: 'review' });
  await aTag({ workspaceId, name: 'praise', itemId: tagged.id });
  await aMessage({
    workspaceId,
    itemId: tagged.id,
    text: 'secret thing',
    deletedAt: new Date(),
    createdAt: daysAgo(20),
  });
  expect(await workspacesWithNewWords(atOnce)).toContain(workspaceId);
  expect(await learnWords(workspaceId, atOnce)).toBe(8);
});

test('a search finds its items whatever the accents and case, the newest match first', async () => {
  expect(await found('colis')).toEqual(['parcel', 'noted', 'old parcel']);
  expect(await found('RECU')).toEqual(['parcel', 'old parcel']);
  expect(await found('reçu')).toEqual(['parcel', 'old parcel']);
});

test('a search with several words needs all of them in one message', async () => {
  expect(await found('colis reçu')).toEqual(['parcel', 'old parcel']);
  expect(await found('livraison colis')).toEqual([]);
});

test('a search with a typo finds similar words', async () => {
  expect(await found('livrason')).toEqual(['parcel']);
  expect(await found('refnud')).toEqual(['refund']);
  expect(await found('colsi')).toEqual(['parcel', 'noted', 'old parcel']);
  expect(await found('xylophone')).toEqual([]);
});

test('the last word of a search may be half typed, also a number', async () => {
  expect(await found('livr')).toEqual(['parcel']);
  expect(await found('104')).toEqual(['by Chloé']);
});

test('a search returns an item once, however many of its messages match', async () => {
  expect(await found('refund')).toEqual(['refund']);
});

test('a search finds contacts by name and handle', async () => {
  expect(await found('beranger')).toEqual(['by Chloé']);
  expect(await found('chloé béranger')).toEqual(['by Chloé']);
  expect(await found('chloe.beranger')).toEqual(['by Chloé']);
});

test('a search can be combined with every filter', async () => {
  expect(await found('colis', { status: ['open'] })).toEqual(['parcel', 'old parcel']);
  expect(await found('colis', { kind: 'review', assignee: 'none' })).toEqual(['noted']);
  expect(await found('colis', { tag: 'Praise' })).toEqual(['noted']);
  expect(await found('colis', { tag: 'unheard of' })).toEqual([]);
  expect(await found('colis', { assignee: 'me' })).toEqual([]);
});

test('the next page of a search continues where the last one ended', async () => {
  const seen: (string | undefined)[] = [];
  for (let cursor: string | null = null; ;) {
    const page: ItemPage = await listItems(admin, { filter: { q: 'colis' }, cursor, limit: 1 });
    seen.push(...page.items.map(({ id }) => names.get(id)));
    cursor = page.nextCursor;
    if (!cursor) break;
  }
  expect(seen).toEqual(['parcel', 'noted', 'old parcel']);
});

test('a search does not find messages deleted on the network', async () => {
  expect(await found('secret')).toEqual([]);
});

test('punctuation and quotes in a search have no special meaning', async () => {
  for (const q of ["l'été & !colis | (x:*", "''", '\\', '!!!', '%_%', '<->', 'a'.repeat(400)]) {
    await expect(found(q)).resolves.toBeInstanceOf(Array);
  }
});

test('a search never crosses the border between workspaces', async () => {
  const stranger = await aWorkspace();
  await aMessage({ workspaceId: stranger.workspaceId, text: 'colis perdu' });
  expect(await found('perdu')).toEqual([]);
  expect((await listItems(stranger.admin, { filter: { q: 'colis' } })).items).toHaveLength(1);
});

test('every word is added to the search index once', async () => {
  expect(await learnWords(admin.workspaceId, atOnce)).toBe(0);
  expect(await workspacesWithNewWords(atOnce)).not.toContain(admin.workspaceId);
});

test('a bulk act reaches everything that a search finds', async () => {
  const { changed } = await bulkAct(admin, { act: 'prioritize', priority: 3, filter: { q: 'colis' } });
  expect(changed).toBe(3);
});

test('a search finds a word whether the index counts it as rare, frequent or in between', async () => {
  const { workspaceId, admin: reader } = await aWorkspace();
  const items = [];
  for (let n = 0; n < 30; n += 1) items.push(await anItem({ workspaceId, lastActivityAt: daysAgo(n * 40) }));
  for (const [n, { id: itemId }] of items.entries()) {
    await aMessage({ workspaceId, itemId, text: 'bonjour à tous', createdAt: daysAgo(n * 40) });
    await aMessage({ workspaceId, itemId, text: n % 2 ? 'merci bonjour' : 'rien', createdAt: daysAgo(n * 40 + 300) });
  }
  const { prisma } = database();
  const everything = items.map(({ id }) => id);
  // [how many messages the workspace is thought to have, how many of them with the word]
  for (const [messages, frequency] of [
    [60, 45],
    [2000, 1900],
    [10_000_000, 700],
  ] as const) {
    await prisma.searchProgress.upsert({
      where: { workspaceId },
      create: { workspaceId, messages },
      update: { messages },
    });
    await prisma.searchWord.upsert({
      where: { workspaceId_word: { workspaceId, word: 'bonjour' } },
      create: { workspaceId, word: 'bonjour', messages: frequency },
      update: { messages: frequency },
    });
    const seen: string[] = [];
    for (let cursor: string | null = null; ;) {
      const page: ItemPage = await listItems(reader, { filter: { q: 'bonjour' }, cursor, limit: 4 });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    expect(seen).toEqual(everything);
  }
});
