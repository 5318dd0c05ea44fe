import { describe, expect, test } from 'vitest';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { countInsertion } from '#lib/saved-replies/count-insertion.ts';
import { saveReplyField } from '#lib/saved-replies/fields/save-reply-field.ts';
import { deleteSavedReply } from '#lib/saved-replies/delete-saved-reply.ts';
import { getSavedReply } from '#lib/saved-replies/get-saved-reply.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { listSavedReplies } from '#lib/saved-replies/list-saved-replies.ts';
import { saveSavedReply } from '#lib/saved-replies/save-saved-reply.ts';
import { suggestSavedReplies } from '#lib/saved-replies/suggest-saved-replies.ts';
import { noGuardRails } from '#lib/saved-replies/types.ts';
import { database } from '#tests/support/owner-database.ts';
import { aChannel, aContact, aMember, anItem, aWorkspace } from '#tests/support/factories.ts';

/** A second workspace of an organization, with an admin of its own. */
async function aSister(organizationId: string) {
  const { prisma } = database();
  const slug = `w-${crypto.randomUUID()}`;
  const { id } = await prisma.workspace.create({ data: { organizationId, name: 'Maison Soleil', slug } });
  return { workspaceId: id, admin: await aMember({ workspaceId: id, role: 'admin' }) };
}

describe('a saved reply', () => {
  test('is suggested filled in, in the language of the item', async () => {
    const { workspaceId, admin } = await aWorkspace({ name: 'Maison Lune' });
    await saveReplyField(admin, { name: 'tel', fr: '01 02', en: '+33 1 02' });
    await editGuardRails(admin, { ...noGuardRails, signatureFr: '{{member}}, {{brand}}' });
    await saveSavedReply(admin, {
      title: 'Délai de livraison',
      folder: 'Livraison',
      fr: 'Bonjour {{first_name|à vous}}, {{brand}} au {{tel}}. {{signature}}',
      en: 'Hello {{first_name|there}}, {{brand}} on {{tel}}. {{post|}}{{opening}}',
    });
    const contact = await aContact({ workspaceId, name: 'Léa Fontaine' });
    const french = await anItem({ workspaceId, contactId: contact.id, language: 'fr' });
    const english = await anItem({ workspaceId, contactId: contact.id, language: 'en-GB' });
    expect(await suggestSavedReplies(admin, { itemId: french.id, q: 'livr' })).toMatchObject([
      {
        text: 'Bonjour Léa, Maison Lune au 01 02. Inès, Maison Lune',
        language: 'fr',
        isOtherLanguage: false,
        missing: [],
      },
    ]);
    expect(await suggestSavedReplies(admin, { itemId: english.id, q: 'DELAI' })).toMatchObject([
      { text: 'Hello Léa, Maison Lune on +33 1 02. {{opening}}', language: 'en', missing: ['opening'] },
    ]);
    expect(await suggestSavedReplies(admin, { itemId: french.id, q: 'elai' })).toEqual([]);
  });

  test('addresses nobody as what stands for a name that the network does not tell', async () => {
    const { workspaceId, admin } = await aWorkspace();
    await saveSavedReply(admin, { title: 'Bonjour', fr: 'Bonjour {{first_name|à vous}}, {{handle|et merci}}.' });
    const name = 'LinkedIn member';
    const { id: channelId } = await aChannel({ workspaceId, network: 'linkedin' });
    const contact = await aContact({ workspaceId, name, network: 'linkedin', handle: name });
    const { id: itemId } = await anItem({ workspaceId, contactId: contact.id, channelId, language: 'fr' });
    expect(await suggestSavedReplies(admin, { itemId })).toMatchObject([{ text: 'Bonjour à vous, et merci.' }]);
  });

  test('without a half in the item’s language offers the other one and says so', async () => {
    const { workspaceId, admin } = await aWorkspace();
    await saveSavedReply(admin, { title: 'Hours', en: 'We open at nine.' });
    const { id: itemId } = await anItem({ workspaceId, language: 'fr' });
    expect(await suggestSavedReplies(admin, { itemId })).toMatchObject([
      { text: 'We open at nine.', language: 'en', isOtherLanguage: true },
    ]);
    await expect(saveSavedReply(admin, { title: 'Empty', fr: ' ' })).rejects.toMatchObject({ code: 'text_empty' });
  });

  test('that is used most comes first, and a title that begins so before a text', async () => {
    const { workspaceId, admin } = await aWorkspace();
    const { id: itemId } = await anItem({ workspaceId });
    const inText = await saveSavedReply(admin, { title: 'A', fr: 'Le colis est parti.' });
    const inTitle = await saveSavedReply(admin, { title: 'Colis perdu', fr: 'Nous cherchons.' });
    const other = await saveSavedReply(admin, { title: 'B', fr: 'Merci.' });
    await Promise.all(Array.from({ length: 100 }, () => countInsertion(admin, { savedReplyId: other.id })));
    await countInsertion(admin, { savedReplyId: inText.id });
    const ids = async (q: string) => (await suggestSavedReplies(admin, { itemId, q })).map(({ id }) => id);
    expect(await ids('colis')).toEqual([inTitle.id, inText.id]);
    expect(await ids('')).toEqual([other.id, inText.id, inTitle.id]);
    expect((await getSavedReply(admin, { savedReplyId: other.id })).used).toBe(100);
  });

  test('is listed by folder and title, page by page, each once', async () => {
    const { admin } = await aWorkspace();
    for (let at = 0; at < 60; at += 1) {
      await saveSavedReply(admin, {
        title: `Réponse ${at % 10}`,
        folder: at % 2 ? 'Livraison' : '',
        fr: `Texte ${at}`,
      });
    }
    const first = await listSavedReplies(admin);
    const second = await listSavedReplies(admin, { cursor: first.nextCursor ?? '' });
    const all = [...first.savedReplies, ...second.savedReplies];
    expect([first.savedReplies.length, second.savedReplies.length, second.nextCursor]).toEqual([50, 10, null]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(60);
    expect(first.folders).toEqual([{ name: 'Livraison', count: 30 }]);
    expect((await listSavedReplies(admin, { folder: 'Livraison', q: 'texte 11' })).savedReplies).toHaveLength(1);
    for (const cursor of ['x', Buffer.from('["a"]').toString('base64url')]) {
      await expect(listSavedReplies(admin, { cursor })).rejects.toMatchObject({ code: 'invalid' });
    }
  });

  test('of the organization is found in all its workspaces, counted in each, and changed by administrators', async () => {
    const { organizationId, workspaceId, admin } = await aWorkspace();
    const sister = await aSister(organizationId);
    const lead = await aMember({ workspaceId, role: 'lead' });
    const shared = await saveSavedReply(admin, { title: 'Presse', fr: 'Écrivez-nous.', isShared: true });
    await countInsertion(admin, { savedReplyId: shared.id });
    expect((await listSavedReplies(sister.admin)).savedReplies).toMatchObject([
      { id: shared.id, isShared: true, used: 0 },
    ]);
    const change = { savedReplyId: shared.id, title: 'Presse', fr: 'Changé.' };
    await expect(saveSavedReply(lead, { ...change, isShared: true })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(saveSavedReply(lead, change)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(deleteSavedReply(lead, { savedReplyId: shared.id })).rejects.toMatchObject({ code: 'not_allowed' });
    // It moves into the one workspace and leaves the other.
    const moved = await saveSavedReply(admin, change);
    expect(moved).toMatchObject({ id: shared.id, isShared: false, used: 1 });
    expect((await listSavedReplies(sister.admin)).savedReplies).toEqual([]);
  });

  test('of another workspace is not found, by no act', async () => {
    const ours = await aWorkspace();
    const theirs = await aWorkspace();
    const { id: savedReplyId } = await saveSavedReply(theirs.admin, { title: 'Secret', fr: 'Le secret.' });
    const shared = await saveSavedReply(theirs.admin, { title: 'Secret', fr: 'Le secret.', isShared: true });
    const { id: itemId } = await anItem({ workspaceId: ours.workspaceId });
    for (const id of [savedReplyId, shared.id]) {
      const refused = { code: 'not_found' };
      await expect(getSavedReply(ours.admin, { savedReplyId: id })).rejects.toMatchObject(refused);
      await expect(countInsertion(ours.admin, { savedReplyId: id })).rejects.toMatchObject(refused);
      await expect(deleteSavedReply(ours.admin, { savedReplyId: id })).rejects.toMatchObject(refused);
      const change = { savedReplyId: id, title: 'Mine', fr: 'x' };
      await expect(saveSavedReply(ours.admin, change)).rejects.toMatchObject(refused);
      await expect(saveSavedReply(ours.admin, { ...change, isShared: true })).rejects.toMatchObject(refused);
    }
    expect(await suggestSavedReplies(ours.admin, { itemId, q: 'secret' })).toEqual([]);
    expect((await listSavedReplies(ours.admin, { q: 'secret' })).savedReplies).toEqual([]);
    expect((await getSavedReply(theirs.admin, { savedReplyId })).fr).toBe('Le secret.');
    // The database itself shows no row of another organization, whatever a statement asks for.
    expect(await inWorkspace(ours.workspaceId, async (tx) => await tx.organizationSavedReply.count())).toBe(0);
    await expect(suggestSavedReplies(theirs.admin, { itemId })).rejects.toMatchObject({ code: 'not_found' });
  });
});
