import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller, Role } from '#lib/caller.ts';
import { setAltText } from '#lib/outbox/attachments/set-alt-text.ts';
import { reply } from '#lib/outbox/reply.ts';
import { checkReplyText } from '#lib/saved-replies/guard-rails/check-text.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { saveSavedReply } from '#lib/saved-replies/save-saved-reply.ts';
import { type GuardRailsView, noGuardRails } from '#lib/saved-replies/types.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { anApiKey, startApi } from '#tests/support/api-server.ts';
import { database } from '#tests/support/owner-database.ts';
import { aMember, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';

beforeAll(() => {
  process.env.PARVIS_UNDO_SECONDS = '5';
});

const SAVED =
  'Bonjour {{contact}}, votre colis part demain matin de notre atelier de Lyon, vous le recevrez avant vendredi soir.';
const PASTED =
  'bonjour Léa — votre colis part demain matin de notre ATELIER de Lyon, vous le recevrez avant jeudi soir.';

async function anItemToAnswer(workspaceId: string, language: string | null = 'fr') {
  const item = await anItem({ workspaceId, language });
  await aMessage({ workspaceId, itemId: item.id });
  return item.id;
}

async function aBrandWith(rails: Partial<GuardRailsView>) {
  const workspace = await aWorkspace({ name: 'Maison Lune' });
  await editGuardRails(workspace.admin, { ...noGuardRails, ...rails });
  return { ...workspace, itemId: await anItemToAnswer(workspace.workspaceId) };
}

/** What was queued for an item. */
async function queued(workspaceId: string) {
  return await database().prisma.message.findMany({
    where: { workspaceId, direction: 'outbound' },
    select: { text: true },
  });
}

/** The same person in another workspace. */
async function joins(workspaceId: string, { userId }: Caller, role: Role = 'manager'): Promise<Caller> {
  const { id } = await database().prisma.member.create({ data: { workspaceId, userId, role } });
  return { workspaceId, memberId: id, userId, role };
}

describe('the guard-rails', () => {
  test('stop a reply whose image is described with a banned word, and ask of it no required one', async () => {
    const { workspaceId, admin, itemId } = await aBrandWith({ bannedWords: ['gratuit'], requiredWords: ['merci'] });
    const { id } = await database().prisma.attachment.create({
      data: { workspaceId, kind: 'image', altText: 'Une tasse, gratuite', uploaderId: admin.memberId },
    });
    await setAltText(admin, { attachmentId: id, altText: 'Une tasse, c’est gratuit' });
    const send = () => reply(admin, { itemId, text: 'Merci à vous', attachmentIds: [id] });
    await expect(send()).rejects.toMatchObject({
      code: 'guard_rails',
      values: { findings: [{ kind: 'banned', words: ['gratuit'] }] },
    });
    expect(await queued(workspaceId)).toEqual([]);
    await setAltText(admin, { attachmentId: id, altText: 'Une tasse bleue' });
    await send();
    expect(await queued(workspaceId)).toEqual([{ text: 'Merci à vous' }]);
  });

  test('stop a reply with a banned word or without a required one, and queue nothing', async () => {
    const { workspaceId, admin, itemId } = await aBrandWith({ bannedWords: ['gratuit'], requiredWords: ['merci'] });
    const refusal = reply(admin, { itemId, text: 'C’est GRATUIT !' });
    await expect(refusal).rejects.toMatchObject({
      code: 'guard_rails',
      values: {
        words: 'GRATUIT, merci',
        findings: [
          { kind: 'banned', words: ['GRATUIT'] },
          { kind: 'missing', words: ['merci'] },
        ],
      },
    });
    expect(await queued(workspaceId)).toEqual([]);
    await reply(admin, { itemId, text: 'Merci, à demain.' });
    expect(await queued(workspaceId)).toEqual([{ text: 'Merci, à demain.' }]);
  });

  test('stop it over the API too, with the words that matched', async () => {
    const { workspaceId, admin, itemId } = await aBrandWith({ bannedWords: ['gratuit'] });
    const api = await startApi();
    const { key } = await anApiKey(admin);
    const path = `workspaces/${workspaceId}/items/${itemId}/reply`;
    const answer = await api.call('POST', path, { key, body: { text: 'C’est gratuit' } });
    expect([answer.status, answer.body.code, answer.body.words]).toEqual([422, 'guard_rails', 'gratuit']);
    expect(String(answer.body.detail)).toContain('gratuit');
    const given = await api.call('POST', path, {
      key,
      body: { text: 'C’est gratuit', overrideReason: 'jeu-concours' },
    });
    expect(given.body.code).toBe('guard_rails');
    await api.stop();
  });

  test('let a lead send anyway where the brand allows it, and log the reason', async () => {
    const { workspaceId, admin, itemId } = await aBrandWith({ bannedWords: ['gratuit'], mayOverride: true });
    const lead = await aMember({ workspaceId, role: 'lead' });
    const manager = await aMember({ workspaceId, role: 'manager' });
    const given = { itemId, text: 'C’est gratuit', overrideReason: 'Le jeu-concours' };
    await expect(reply(manager, given)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(reply(lead, { ...given, overrideReason: ' ' })).rejects.toMatchObject({ code: 'invalid' });
    expect(await queued(workspaceId)).toEqual([]);
    await reply(lead, given);
    expect(await queued(workspaceId)).toEqual([{ text: 'C’est gratuit' }]);
    const { entries } = await listAudit(admin, { act: 'guard_rails_overridden' });
    expect(entries[0]).toMatchObject({
      act: 'guard_rails_overridden',
      member: { id: lead.memberId },
      subject: 'gratuit — Le jeu-concours',
      details: { itemId, reason: 'Le jeu-concours' },
    });
  });

  test('sign a reply in its language and put French typography right, as the check had said', async () => {
    const { workspaceId, admin, itemId } = await aBrandWith({
      fixesTypography: true,
      signatureFr: "{{member}}, l'équipe Lune",
      signatureEn: 'The Lune team',
    });
    const expected = 'C’est parti\u202F!\nInès, l’équipe Lune';
    expect(await checkReplyText(admin, { itemId, text: "C'est parti !" })).toEqual({ text: expected, findings: [] });
    expect(await queued(workspaceId)).toEqual([]);
    await reply(admin, { itemId, text: "C'est parti !" });
    expect(await queued(workspaceId)).toEqual([{ text: expected }]);
  });

  test('count the signature against the limit of the network', async () => {
    const { admin, itemId } = await aBrandWith({ signatureFr: 'x'.repeat(100) });
    const refusal = reply(admin, { itemId, text: 'mot '.repeat(60) });
    await expect(refusal).rejects.toMatchObject({ code: 'text_too_long' });
  });

  test('refuse a signature that names somebody else than who signs', async () => {
    const { admin } = await aWorkspace();
    const rails = { ...noGuardRails, signatureEn: 'For {{contact}}' };
    await expect(editGuardRails(admin, rails)).rejects.toMatchObject({
      code: 'invalid',
      values: { field: 'signatureEn' },
    });
  });
});

describe('a text of another client', () => {
  test('is stopped when it is pasted, though names and words were changed', async () => {
    const theirs = await aWorkspace({ name: 'Client A' });
    const ours = await aWorkspace({ name: 'Client B' });
    await saveSavedReply(theirs.admin, { title: 'Colis', fr: SAVED });
    const itemId = await anItemToAnswer(ours.workspaceId);
    const member = await joins(ours.workspaceId, theirs.admin);
    const finding = { kind: 'elsewhere', words: ['Client A'] };
    expect((await checkReplyText(member, { itemId, text: PASTED })).findings).toEqual([finding]);
    await expect(reply(member, { itemId, text: PASTED })).rejects.toMatchObject({
      code: 'guard_rails',
      values: { findings: [finding] },
    });
    expect(await queued(ours.workspaceId)).toEqual([]);
    const own = await reply(member, { itemId, text: 'Votre colis est prêt, nous vous écrivons dès son départ.' });
    expect(own.action.state).toBe('queued');
  });

  test('tells nothing to who is no member there, or only a client of it, or has left', async () => {
    const theirs = await aWorkspace({ name: 'Client A' });
    const ours = await aWorkspace({ name: 'Client B' });
    await saveSavedReply(theirs.admin, { title: 'Colis', fr: SAVED });
    const itemId = await anItemToAnswer(ours.workspaceId);
    const looks = async (caller: Caller) => (await checkReplyText(caller, { itemId, text: PASTED })).findings;
    expect(await looks(ours.admin)).toEqual([]);
    const asClient = await joins(theirs.workspaceId, ours.admin, 'client');
    expect(await looks(ours.admin)).toEqual([]);
    const { prisma } = database();
    const where = { workspaceId_id: { workspaceId: theirs.workspaceId, id: asClient.memberId } };
    await prisma.member.update({ where, data: { role: 'manager' } });
    expect(await looks(ours.admin)).toEqual([{ kind: 'elsewhere', words: ['Client A'] }]);
    await prisma.member.update({ where, data: { removedAt: new Date() } });
    expect(await looks(ours.admin)).toEqual([]);
  });

  test('is no stop where this workspace, or the organization, has it too', async () => {
    const theirs = await aWorkspace({ name: 'Client A' });
    const ours = await aWorkspace({ name: 'Client B' });
    const itemId = await anItemToAnswer(ours.workspaceId);
    const member = await joins(ours.workspaceId, theirs.admin, 'admin');
    await saveSavedReply(theirs.admin, { title: 'Colis', fr: SAVED });
    const looks = async () => (await checkReplyText(member, { itemId, text: PASTED })).findings.length;
    expect(await looks()).toBe(1);
    const own = await saveSavedReply(member, { title: 'Colis', fr: SAVED });
    expect(await looks()).toBe(0);
    await saveSavedReply(member, { savedReplyId: own.id, title: 'Colis', fr: SAVED, isShared: true });
    expect(await looks()).toBe(0);
    await saveSavedReply(member, { savedReplyId: own.id, title: 'Colis', fr: 'Tout autre chose.', isShared: true });
    expect(await looks()).toBe(1);
  });

  test('is stopped when it is another organization’s shared reply', async () => {
    const theirs = await aWorkspace({ name: 'Agence A' });
    const ours = await aWorkspace({ name: 'Client B' });
    await saveSavedReply(theirs.admin, { title: 'Colis', fr: SAVED, isShared: true });
    const itemId = await anItemToAnswer(ours.workspaceId);
    const member = await joins(ours.workspaceId, theirs.admin);
    expect((await checkReplyText(member, { itemId, text: PASTED })).findings).toEqual([
      { kind: 'elsewhere', words: ['Agence A'] },
    ]);
  });

  test('is not readable from the hashes, and the hashes are not readable from inside a workspace', async () => {
    const theirs = await aWorkspace();
    await saveSavedReply(theirs.admin, { title: 'Colis', fr: SAVED });
    const { prisma } = database();
    const [row] = await prisma.savedReply.findMany({ where: { workspaceId: theirs.workspaceId } });
    expect(row?.marksFr.length).toBeGreaterThan(8);
    const grants = await prisma.$queryRaw<{ column: string }[]>`
      SELECT column_name AS column FROM information_schema.column_privileges
      WHERE grantee = 'parvis_saved_replies' AND table_name IN ('saved_reply', 'organization_saved_reply') ORDER BY 1`;
    expect([...new Set(grants.map(({ column }) => column))]).toEqual([
      'marksEn',
      'marksFr',
      'organizationId',
      'workspaceId',
    ]);
  });
});
