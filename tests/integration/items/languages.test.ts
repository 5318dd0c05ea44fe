import { describe, expect, test } from 'vitest';
import { detectLanguages, workspacesWithoutLanguages } from '#lib/ingest/detect-languages.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { eraseMessages } from '#lib/items/erase-messages.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { InboundMessage } from '#lib/networks/contract.ts';
import { aChannel, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

const MINUTE = 60_000;
const start = Date.now() - 60 * MINUTE;
const FRENCH = 'Bonjour, je n’ai toujours pas reçu mon colis';
const GERMAN = 'Wann kommt mein Paket endlich an?';
const ENGLISH = 'Where is my order? It was supposed to arrive on Tuesday';

/** A channel with a conversation of one contact. */
async function aConversation() {
  const { workspaceId, admin } = await aWorkspace();
  const { id: channelId } = await aChannel({ workspaceId });
  const reported = (id: string, given: Partial<InboundMessage>): InboundMessage => ({
    type: 'message',
    externalId: id,
    kind: 'message',
    threadExternalId: 'thread',
    direction: 'inbound',
    author: { externalId: 'lea', handle: 'lea', name: 'Léa' },
    text: '',
    createdAt: new Date(start),
    ...given,
  });
  return {
    workspaceId,
    admin,
    say: async (...messages: [string, Partial<InboundMessage>][]) =>
      await ingest({ workspaceId, channelId, events: messages.map(([id, given]) => reported(id, given)) }),
    item: async () =>
      await database().prisma.item.findFirstOrThrow({
        where: { workspaceId },
        include: { messages: { orderBy: { createdAt: 'asc' }, include: { versions: true } } },
      }),
  };
}

describe('the language of a message', () => {
  test('is detected when the network names none, and is null when it cannot be told', async () => {
    const it = await aConversation();
    await it.say(['m1', { text: FRENCH }], ['m2', { text: '👍', createdAt: new Date(start + MINUTE) }]);
    const { messages, language, previewLanguage } = await it.item();
    expect(messages.map((message) => message.language)).toEqual(['fr', null]);
    // The contact still writes French; what the row shows is no language.
    expect({ language, previewLanguage }).toEqual({ language: 'fr', previewLanguage: null });
  });

  test('is what the network says, as a canonical tag, unless that names no language', async () => {
    const it = await aConversation();
    await it.say(
      ['m1', { text: FRENCH, languages: ['pt_BR'] }],
      ['m2', { text: FRENCH, languages: ['und'], createdAt: new Date(start + MINUTE) }],
    );
    expect((await it.item()).messages.map((message) => message.language)).toEqual(['pt-BR', 'fr']);
  });

  test('follows an edit; the earlier text keeps its own', async () => {
    const it = await aConversation();
    await it.say(['m1', { text: FRENCH }]);
    await it.say(['m1', { text: GERMAN, editedAt: new Date(start + MINUTE) }]);
    const { messages, ...item } = await it.item();
    expect(messages[0]).toMatchObject({ language: 'de', versions: [{ language: 'fr' }] });
    expect(item).toMatchObject({ language: 'de', previewLanguage: 'de' });
  });

  test('is erased with the text', async () => {
    const it = await aConversation();
    await it.say(['m1', { text: GERMAN }], ['m2', { text: FRENCH, createdAt: new Date(start + MINUTE) }]);
    const { messages } = await it.item();
    const latest = messages[1]?.id ?? '';
    await inWorkspace(it.workspaceId, (tx) => eraseMessages(tx, it.workspaceId, [latest], { isForGood: true }));
    const after = await it.item();
    expect(after.messages.map(({ language }) => language)).toEqual(['de', null]);
    expect(after).toMatchObject({ language: 'de', previewLanguage: null });
  });
});

describe("the item's language", () => {
  test("follows the contact's latest message, whatever arrives late or is answered", async () => {
    const it = await aConversation();
    await it.say(['m2', { text: FRENCH, createdAt: new Date(start + 2 * MINUTE) }]);
    await it.say(['m1', { text: GERMAN, createdAt: new Date(start) }]);
    await it.say([
      'm3',
      { text: ENGLISH, direction: 'outbound', contactExternalId: 'lea', createdAt: new Date(start + 3 * MINUTE) },
    ]);
    expect(await it.item()).toMatchObject({ language: 'fr', previewLanguage: 'en' });
    await it.say(['m4', { text: GERMAN, createdAt: new Date(start + 4 * MINUTE) }]);
    expect(await it.item()).toMatchObject({ language: 'de', previewLanguage: 'de' });
  });

  test('is read with the item, and so are the languages of its post, its notes and other items', async () => {
    const it = await aConversation();
    await it.say(['m1', { text: FRENCH }]);
    const { id: itemId, contactId } = await it.item();
    await anItem({ workspaceId: it.workspaceId, contactId, preview: GERMAN, previewLanguage: 'de' });
    await addNote(it.admin, { itemId, text: ENGLISH });
    const detail = await getItem(it.admin, { itemId });
    expect(detail).toMatchObject({
      item: { language: 'fr', previewLanguage: 'fr' },
      messages: [{ language: 'fr' }],
      notes: [{ language: 'en' }],
      contact: { items: [{ previewLanguage: 'de' }] },
    });
  });
});

describe('messages that were stored without a language', () => {
  test('get it afterwards, once, with their items', async () => {
    const { workspaceId } = await aWorkspace();
    const item = await anItem({ workspaceId });
    await aMessage({ workspaceId, itemId: item.id, text: GERMAN, createdAt: new Date(start) });
    await aMessage({ workspaceId, itemId: item.id, text: FRENCH, language: 'pt', createdAt: new Date(start - MINUTE) });
    await aMessage({ workspaceId, itemId: item.id, text: '👍', createdAt: new Date(start - 2 * MINUTE) });
    expect(await workspacesWithoutLanguages({ settledMs: 0 })).toContain(workspaceId);
    const runs = await Promise.all([
      detectLanguages(workspaceId, { settledMs: 0 }),
      detectLanguages(workspaceId, { settledMs: 0 }),
    ]);
    expect(runs.reduce((sum, read) => sum + read, 0)).toBe(3);
    expect(await workspacesWithoutLanguages({ settledMs: 0 })).not.toContain(workspaceId);
    const stored = await database().prisma.message.findMany({ where: { workspaceId }, orderBy: { createdAt: 'asc' } });
    expect(stored.map(({ language }) => language)).toEqual([null, 'pt', 'de']);
    const after = await database().prisma.item.findFirstOrThrow({ where: { workspaceId } });
    expect(after).toMatchObject({ language: 'de', previewLanguage: 'de', status: item.status });
    expect(after.version).toBe(item.version + 1);
  });

  test('are those of a large batch, which does not wait for them', async () => {
    const it = await aConversation();
    await it.say(
      ...Array.from({ length: 60 }, (_, n): [string, Partial<InboundMessage>] => [
        `m${n}`,
        { text: FRENCH, createdAt: new Date(start + n * 1000) },
      ]),
    );
    expect(await it.item()).toMatchObject({ language: null });
    await detectLanguages(it.workspaceId, { settledMs: 0 });
    const { messages, ...item } = await it.item();
    expect(new Set(messages.map(({ language }) => language))).toEqual(new Set(['fr']));
    expect(item).toMatchObject({ language: 'fr', previewLanguage: 'fr' });
  });
});
