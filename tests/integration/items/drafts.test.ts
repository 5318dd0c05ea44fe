import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { deleteLeftovers } from '#lib/erasure/delete-leftovers.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { eraseDraftsAbout } from '#lib/items/drafts/erase-drafts.ts';
import { listDrafts } from '#lib/items/drafts/list-drafts.ts';
import { saveDraft, type SaveDraftInput } from '#lib/items/drafts/save-draft.ts';
import { DRAFT_LIMIT } from '#lib/items/drafts/types.ts';
import { eraseMessages } from '#lib/items/erase-messages.ts';
import { handOver } from '#lib/items/requests/hand-over.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { reply } from '#lib/outbox/reply.ts';
import { closeHub } from '#lib/realtime/hub.ts';
import { subscribe } from '#lib/realtime/subscribe.ts';
import type { LiveEvent } from '#lib/realtime/types.ts';
import { aMemberOf, makeConfidential } from '#tests/integration/access/hidden-world.ts';
import { aBrand } from '#tests/support/brand.ts';
import { aMember, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { waitFor } from '#tests/support/wait-for.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '5';

afterAll(async () => await closeHub());

async function aWrittenItem() {
  const { workspaceId, admin } = await aWorkspace();
  const ines = await aMember({ workspaceId, name: 'Inès' });
  const karim = await aMember({ workspaceId, name: 'Karim' });
  const item = await anItem({ workspaceId });
  const message = await aMessage({ workspaceId, itemId: item.id });
  return { workspaceId, admin, ines, karim, item, itemId: item.id, message };
}

/** Saves a text as a new version. @returns the version */
async function writes(caller: Caller, itemId: string, text: string, more: Partial<SaveDraftInput> = {}) {
  const version = randomUUID();
  await saveDraft(caller, { itemId, mode: 'reply', version, replaces: [], text, ...more });
  return version;
}

const ownTexts = async (caller: Caller, itemId: string) =>
  (await listDrafts(caller, { itemId })).own.map(({ mode, text }) => [mode, text]);
const seenTexts = async (caller: Caller, itemId: string) =>
  (await listDrafts(caller, { itemId })).others.map(({ member, text }) => [member.name, text]);

describe('a draft', () => {
  test('is found on another device with its target and its images, one a mode', async () => {
    const { workspaceId, ines, itemId, message } = await aWrittenItem();
    const { id: imageId } = await database().prisma.attachment.create({
      data: { workspaceId, kind: 'image', altText: 'Une tasse', uploaderId: ines.memberId },
    });
    const target = { id: message.id, editedAt: null };
    await writes(ines, itemId, 'Bonjour', { attachmentIds: [imageId], target });
    await writes(ines, itemId, 'Ask the shop', { mode: 'note' });
    const { own } = await listDrafts(ines, { itemId });
    expect(own).toMatchObject([
      { mode: 'note', text: 'Ask the shop' },
      { mode: 'reply', text: 'Bonjour', target, attachments: [{ id: imageId, altText: 'Une tasse' }], handedBy: null },
    ]);
  });

  test('is never written over by a device that does not know the stored version', async () => {
    const { ines, itemId } = await aWrittenItem();
    const first = await writes(ines, itemId, 'one');
    const second = await writes(ines, itemId, 'two', { replaces: [first] });
    const late = writes(ines, itemId, 'late', { replaces: [first] });
    await expect(late).rejects.toMatchObject({
      code: 'draft_changed',
      values: { draft: { text: 'two', version: second } },
    });
    await expect(writes(ines, itemId, 'unaware')).rejects.toMatchObject({ code: 'draft_changed' });
    await expect(writes(ines, itemId, '', { replaces: [first] })).rejects.toMatchObject({ code: 'draft_changed' });
    expect(await ownTexts(ines, itemId)).toEqual([['reply', 'two']]);
  });

  test('of ten devices that save at once one wins, and the others are told what is stored', async () => {
    for (const isBegun of [false, true]) {
      const { ines, itemId } = await aWrittenItem();
      const replaces = isBegun ? [await writes(ines, itemId, 'begun')] : [];
      const texts = Array.from({ length: 10 }, (_, place) => `device ${place}`);
      const saves = await Promise.allSettled(texts.map((text) => writes(ines, itemId, text, { replaces })));
      const won = texts.filter((_, place) => saves[place]?.status === 'fulfilled');
      expect(won).toHaveLength(1);
      expect(await ownTexts(ines, itemId)).toEqual([['reply', won[0]]]);
      const lost = saves.flatMap((save) => (save.status === 'rejected' ? [save.reason as unknown] : []));
      for (const reason of lost) {
        expect(reason).toMatchObject({ code: 'draft_changed', values: { draft: { text: won[0] } } });
      }
    }
  });

  test('that is saved again because the answer was lost is the same draft', async () => {
    const { ines, itemId } = await aWrittenItem();
    const input = { itemId, mode: 'reply', version: randomUUID(), replaces: [], text: 'once' } as const;
    await saveDraft(ines, input);
    expect(await saveDraft(ines, input)).toMatchObject({ version: input.version, text: 'once' });
    const nothing = { ...input, version: randomUUID(), replaces: [input.version], text: '' };
    expect(await saveDraft(ines, nothing)).toBeNull();
    expect(await saveDraft(ines, nothing)).toBeNull();
  });

  test('that is too long is refused, and so is one that its role may not send', async () => {
    const { workspaceId, itemId } = await aWrittenItem();
    const client = await aMember({ workspaceId, role: 'client' });
    const member = await aMember({ workspaceId });
    await expect(writes(member, itemId, 'a'.repeat(DRAFT_LIMIT + 1))).rejects.toMatchObject({ code: 'text_too_long' });
    await expect(writes(client, itemId, 'Bonjour')).rejects.toMatchObject({ code: 'not_allowed' });
    await writes(client, itemId, 'for the team', { mode: 'note' });
    expect(await ownTexts(client, itemId)).toEqual([['note', 'for the team']]);
  });
});

describe('colleagues', () => {
  test('see a reply grow and hear of it, but neither a note nor, as a client, anything', async () => {
    const { workspaceId, ines, karim, itemId } = await aWrittenItem();
    const client = await aMember({ workspaceId, role: 'client' });
    const heard = { karim: [] as LiveEvent[], ines: [] as LiveEvent[] };
    const ready = { karim: false, ines: false };
    const leave = (['karim', 'ines'] as const).map((name) =>
      subscribe({ karim, ines }[name], null, ({ event }) => {
        if (event.kind === 'ready') ready[name] = true;
        else heard[name].push(event);
      }),
    );
    await waitFor('both listen', () => ready.karim && ready.ines);
    const note = await writes(ines, itemId, 'secret', { mode: 'note' });
    const version = await writes(ines, itemId, 'Bonjour Lé');
    const event = { kind: 'draft', itemId, memberId: ines.memberId };
    await waitFor('the colleague hears of the reply', () => heard.karim.some(({ kind }) => kind === 'draft'));
    await waitFor('her other devices hear of both', () => heard.ines.length === 2);
    expect(heard.karim).toEqual([{ ...event, mode: 'reply', version }]);
    expect(heard.ines).toEqual([
      { ...event, mode: 'note', version: note },
      { ...event, mode: 'reply', version },
    ]);
    for (const stop of leave) stop();
    expect(JSON.stringify(heard)).not.toContain('Bonjour');
    expect(await seenTexts(karim, itemId)).toEqual([['Inès', 'Bonjour Lé']]);
    expect(await seenTexts(client, itemId)).toEqual([]);
    expect(await seenTexts(ines, itemId)).toEqual([]);
  });

  test('of another workspace, without the channel, or not named in a confidential item find no draft', async () => {
    const { workspaceId, ines, karim, item, itemId } = await aWrittenItem();
    await writes(ines, itemId, 'Bonjour');
    const stranger = (await aWorkspace()).admin;
    const blind = await aMemberOf(workspaceId, []);
    const missing = { code: 'not_found' };
    for (const caller of [stranger, blind]) {
      await expect(listDrafts(caller, { itemId })).rejects.toMatchObject(missing);
      await expect(writes(caller, itemId, 'planted')).rejects.toMatchObject(missing);
    }
    await makeConfidential(item.id, [ines.memberId]);
    await expect(listDrafts(karim, { itemId })).rejects.toMatchObject(missing);
    await expect(writes(karim, itemId, 'planted')).rejects.toMatchObject(missing);
    expect(await database().prisma.draft.count({ where: { itemId } })).toBe(1);
  });
});

describe('a draft that is sent', () => {
  test('ends with the transaction that queues the reply, and is the draft again when the reply is cancelled', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const version = await writes(brand.admin, itemId, 'Il arrive demain');
    const { action } = await reply(brand.admin, { itemId, text: 'Il arrive demain', draftVersions: [version] });
    expect(await ownTexts(brand.admin, itemId)).toEqual([]);
    await writes(brand.admin, itemId, 'P.-S.');
    const { draft } = await cancelAction(brand.admin, { actionId: action.id });
    expect(draft).toMatchObject({ mode: 'reply', text: 'Il arrive demain\n\nP.-S.' });
    expect(await ownTexts(brand.admin, itemId)).toEqual([['reply', 'Il arrive demain\n\nP.-S.']]);
  });

  test('stays when the reply is refused, and when another device has changed it since', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const version = await writes(brand.admin, itemId, 'begun');
    const tooLong = { itemId, text: 'a'.repeat(400), draftVersions: [version] };
    await expect(reply(brand.admin, tooLong)).rejects.toMatchObject({ code: 'text_too_long' });
    expect(await ownTexts(brand.admin, itemId)).toEqual([['reply', 'begun']]);
    await writes(brand.admin, itemId, 'begun elsewhere', { replaces: [version] });
    await reply(brand.admin, { itemId, text: 'begun', draftVersions: [version] });
    expect(await ownTexts(brand.admin, itemId)).toEqual([['reply', 'begun elsewhere']]);
  });

  test('keeps its images when it is cancelled', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const { id } = await database().prisma.attachment.create({
      data: { workspaceId: brand.workspaceId, kind: 'image', altText: 'Une tasse', uploaderId: brand.admin.memberId },
    });
    const { action } = await reply(brand.admin, { itemId, text: 'Voici', attachmentIds: [id] });
    const { draft } = await cancelAction(brand.admin, { actionId: action.id });
    expect(draft?.attachments).toEqual([{ id, altText: 'Une tasse' }]);
    await reply(brand.admin, { itemId, text: 'Voici', attachmentIds: [id] });
  });
});

describe('a draft that is handed over', () => {
  test('is in the receiver’s composer, marked, before what the receiver is writing, with its images', async () => {
    const { workspaceId, ines, karim, itemId } = await aWrittenItem();
    const { id } = await database().prisma.attachment.create({
      data: { workspaceId, kind: 'image', uploaderId: ines.memberId },
    });
    await claimItem(ines, { itemId });
    await writes(ines, itemId, 'Bonjour Léa,', { attachmentIds: [id] });
    await writes(ines, itemId, 'mine', { mode: 'note' });
    await writes(karim, itemId, 'à demain');
    await handOver(ines, { itemId, memberId: karim.memberId, withDraft: true });
    expect(await ownTexts(ines, itemId)).toEqual([['note', 'mine']]);
    const { own } = await listDrafts(karim, { itemId });
    expect(own).toMatchObject([
      { text: 'Bonjour Léa,\n\nà demain', handedBy: { id: ines.memberId, name: 'Inès' }, attachments: [{ id }] },
    ]);
  });

  test('stays with its author when the hand-over does not say so, or is refused', async () => {
    const { ines, karim, itemId } = await aWrittenItem();
    await writes(ines, itemId, 'Bonjour');
    const given = { itemId, memberId: karim.memberId };
    await expect(handOver(ines, { ...given, withDraft: true })).rejects.toMatchObject({ code: 'not_held' });
    await claimItem(ines, { itemId });
    await handOver(ines, given);
    expect(await ownTexts(ines, itemId)).toEqual([['reply', 'Bonjour']]);
    expect(await ownTexts(karim, itemId)).toEqual([]);
  });
});

describe('a draft is erased', () => {
  test('with the message that it answers, with the person, and with its item', async () => {
    const { workspaceId, ines, itemId, item, message } = await aWrittenItem();
    const { prisma } = database();
    const toMessage = { target: { id: message.id, editedAt: null } };
    await writes(ines, itemId, 'quotes her', toMessage);
    await inWorkspace(workspaceId, (tx) => eraseMessages(tx, workspaceId, [message.id], { isForGood: false }));
    expect(await ownTexts(ines, itemId)).toHaveLength(1);
    await inWorkspace(workspaceId, (tx) => eraseMessages(tx, workspaceId, [message.id], { isForGood: true }));
    expect(await ownTexts(ines, itemId)).toEqual([]);

    await writes(ines, itemId, 'names her', { mode: 'note' });
    const identity = await prisma.identity.findFirstOrThrow({ where: { workspaceId, contactId: item.contactId } });
    await inWorkspace(workspaceId, (tx) => eraseDraftsAbout(tx, workspaceId, [identity.id]));
    expect(await ownTexts(ines, itemId)).toEqual([]);

    await writes(ines, itemId, 'about it');
    await prisma.item.delete({ where: { workspaceId_id: { workspaceId, id: itemId } } });
    expect(await prisma.draft.count({ where: { workspaceId } })).toBe(0);
  });

  test('after 90 days without a change; until then the uploads that it needs are kept', async () => {
    const { workspaceId, ines, itemId } = await aWrittenItem();
    const { prisma } = database();
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    const upload = { workspaceId, kind: 'image' as const, uploaderId: ines.memberId, createdAt: daysAgo(2) };
    const needed = await prisma.attachment.create({ data: upload });
    await prisma.attachment.create({ data: upload });
    await writes(ines, itemId, 'with an image', { attachmentIds: [needed.id] });
    const uploads = async () => (await prisma.attachment.findMany({ where: { workspaceId } })).map(({ id }) => id);
    await deleteLeftovers();
    expect(await uploads()).toEqual([needed.id]);
    await prisma.draft.updateMany({ where: { itemId }, data: { updatedAt: daysAgo(91) } });
    await deleteLeftovers();
    expect(await ownTexts(ines, itemId)).toEqual([]);
    expect(await uploads()).toEqual([]);
  });
});
