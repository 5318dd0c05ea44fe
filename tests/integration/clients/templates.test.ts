import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { createWorkspace } from '#lib/clients/create-workspace.ts';
import { templateParts } from '#lib/clients/types.ts';
import { deleteTemplate, listTemplates, previewTemplate, saveTemplate } from '#lib/clients/templates/templates.ts';
import { saveContactField } from '#lib/contacts/fields/save-field.ts';
import { listContactFields } from '#lib/contacts/fields/list-fields.ts';
import { saveField } from '#lib/items/fields/save-field.ts';
import { listFields } from '#lib/items/fields/list-fields.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { createApprovalRule } from '#lib/outbox/approval/rules/create-rule.ts';
import { listApprovalRules } from '#lib/outbox/approval/rules/list-rules.ts';
import { editRouting } from '#lib/routing/edit-routing.ts';
import { getRouting } from '#lib/routing/get-routing.ts';
import { noRouting } from '#lib/routing/types.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { checkReplyText } from '#lib/saved-replies/guard-rails/check-text.ts';
import { getGuardRails } from '#lib/saved-replies/guard-rails/get-guard-rails.ts';
import { listSavedReplies } from '#lib/saved-replies/list-saved-replies.ts';
import { saveReplyField } from '#lib/saved-replies/fields/save-reply-field.ts';
import { saveSavedReply } from '#lib/saved-replies/save-saved-reply.ts';
import { noGuardRails } from '#lib/saved-replies/types.ts';
import { listTeams } from '#lib/workspaces/teams/list-teams.ts';
import { aChannel, aMember, anItem, aTag, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

const DELIVERY = 'Bonjour {{contact}}, votre colis part demain matin de notre atelier, {{brand}} vous remercie.';

const noRule = {
  channelId: null,
  tagId: null,
  kind: null,
  maxRating: null,
  authorId: null,
  authorRole: null,
  newDays: null,
  newReplies: null,
  approverId: null,
  approverTeamId: null,
};

/** A client's workspace with some of everything that could be a template. */
async function aClient() {
  const client = await aWorkspace({ name: 'Maison Lune' });
  const { admin, workspaceId } = client;
  const channel = await aChannel({ workspaceId, name: 'Lune Paris', handle: 'lune.paris.test' });
  const tag = await aTag({ workspaceId, name: 'refund' });
  await aTag({ workspaceId, name: 'Lune Paris' });
  const team = await saveTeam(admin, { name: 'Legal', memberIds: [admin.memberId], channelIds: [] });
  await saveSavedReply(admin, { title: 'Delivery', folder: 'Orders', fr: DELIVERY });
  await saveSavedReply(admin, { title: 'Welcome', fr: 'Bienvenue chez MAISON LUNE, à très vite !' });
  await saveSavedReply(admin, { title: 'Phone', en: 'Call us at 01 23 45 67 89.' });
  await saveReplyField(admin, { name: 'phone', fr: '01 23 45 67 89', en: '' });
  await editGuardRails(admin, {
    ...noGuardRails,
    address: 'vous',
    bannedWords: ['gratuit', 'Inès Morel'],
    signatureFr: 'L’équipe Lune',
    mayOverride: true,
  });
  await createApprovalRule(admin, { ...noRule, name: 'Refunds', tagId: tag.id, approverTeamId: team.id });
  await createApprovalRule(admin, { ...noRule, name: 'One channel', channelId: channel.id });
  await saveField(admin, { name: 'Reason', kind: 'choice', options: ['late', 'broken'], itemKinds: ['review'] });
  await saveContactField(admin, { name: 'Customer number', kind: 'text', choices: [] });
  await editRouting(admin, { ...noRouting, isOn: true, capacity: 12, skills: [{ tagId: tag.id, skill: 'law' }] });
  return client;
}

async function inOf(caller: Caller, workspaceId: string): Promise<Caller> {
  const { id } = await database().prisma.member.findFirstOrThrow({ where: { workspaceId, userId: caller.userId } });
  return { ...caller, workspaceId, memberId: id };
}

const everything = [...templateParts];

test('a new workspace begins with everything that is not the client’s own', async () => {
  const { admin } = await aClient();
  const preview = await previewTemplate(admin);
  expect(preview.counts).toEqual({
    tags: 1,
    savedReplies: 1,
    guardRails: 1,
    approvalRules: 1,
    itemFields: 1,
    contactFields: 1,
    teams: 1,
    routing: 1,
  });
  expect(preview.leftOut).toEqual([
    { part: 'tags', name: 'Lune Paris' },
    { part: 'savedReplies', name: 'Phone' },
    { part: 'savedReplies', name: 'Welcome' },
    { part: 'guardRails', name: 'Inès Morel' },
  ]);
  const template = await saveTemplate(admin, { name: 'Retail' });
  expect(await listTemplates(admin)).toMatchObject([{ id: template.id, name: 'Retail', counts: preview.counts }]);

  const made = await createWorkspace(admin, {
    name: 'Brasserie du Nord',
    slug: `nord-${randomUUID().slice(0, 8)}`,
    template: { id: template.id, parts: everything },
  });
  const there = await inOf(admin, made.workspaceId);
  const { savedReplies: replies } = await listSavedReplies(there, {});
  expect(replies.map(({ title, folder, fr }) => ({ title, folder, fr }))).toEqual([
    { title: 'Delivery', folder: 'Orders', fr: DELIVERY },
  ]);
  expect(await getGuardRails(there)).toMatchObject({
    address: 'vous',
    bannedWords: ['gratuit'],
    signatureFr: '',
    mayOverride: true,
  });
  expect(await getRouting(there)).toMatchObject({ isOn: false, capacity: 12, skills: [{ skill: 'law' }] });
  expect((await listApprovalRules(there)).map(({ name, channelId }) => ({ name, channelId }))).toEqual([
    { name: 'Refunds', channelId: null },
  ]);
  expect(await listFields(there)).toMatchObject([
    { name: 'Reason', options: ['late', 'broken'], itemKinds: ['review'] },
  ]);
  expect(await listContactFields(there)).toMatchObject([{ name: 'Customer number' }]);
  expect(await listTeams(there)).toMatchObject([{ name: 'Legal', members: [] }]);
  expect(await database().prisma.channel.count({ where: { workspaceId: made.workspaceId } })).toBe(0);
  // Its own reply is no stop there.
  const item = await anItem({ workspaceId: made.workspaceId });
  const { findings } = await checkReplyText(there, { itemId: item.id, text: DELIVERY });
  expect(findings.filter(({ kind }) => kind === 'elsewhere')).toEqual([]);
});

test('a part that is left out is not there; tags and teams that another part names come along', async () => {
  const { admin } = await aClient();
  const template = await saveTemplate(admin, { name: 'Retail' });
  const made = await createWorkspace(admin, {
    name: 'Brasserie',
    slug: `b-${randomUUID()}`.slice(0, 30),
    template: { id: template.id, parts: ['approvalRules'] },
  });
  const there = await inOf(admin, made.workspaceId);
  expect((await listApprovalRules(there)).map(({ tagId }) => tagId === null)).toEqual([false]);
  expect(
    (await database().prisma.tag.findMany({ where: { workspaceId: made.workspaceId } })).map(({ name }) => name),
  ).toEqual(['refund']);
  expect((await listSavedReplies(there, {})).savedReplies).toEqual([]);
  expect(await getGuardRails(there)).toEqual(noGuardRails);
});

test('made again under its name, a template is replaced; deleted, it is gone and the workspaces stay', async () => {
  const { admin } = await aClient();
  const first = await saveTemplate(admin, { name: 'Retail' });
  await saveSavedReply(admin, { title: 'Second', fr: 'Nous revenons vers vous dans la journée.' });
  const second = await saveTemplate(admin, { name: ' retail ' });
  expect(second).toMatchObject({ id: first.id, counts: { savedReplies: 2 } });
  await deleteTemplate(admin, { templateId: first.id });
  expect(await listTemplates(admin)).toEqual([]);
  await expect(deleteTemplate(admin, { templateId: first.id })).rejects.toMatchObject({ code: 'not_found' });
});

test('a template is its organization’s, and its admins’ alone', async () => {
  const { admin, workspaceId } = await aClient();
  const { id } = await saveTemplate(admin, { name: 'Retail' });
  const stranger = await aWorkspace({ name: 'Autre agence' });
  expect(await listTemplates(stranger.admin)).toEqual([]);
  await expect(deleteTemplate(stranger.admin, { templateId: id })).rejects.toMatchObject({ code: 'not_found' });
  const create = (caller: Caller) =>
    createWorkspace(caller, { name: 'N', slug: `n-${randomUUID()}`.slice(0, 30), template: { id, parts: everything } });
  await expect(create(stranger.admin)).rejects.toMatchObject({ code: 'not_found' });
  for (const role of ['lead', 'manager', 'client'] as const) {
    const member = await aMember({ workspaceId, role });
    for (const act of [listTemplates, previewTemplate]) {
      await expect(act(member)).rejects.toMatchObject({ code: 'not_allowed' });
    }
    await expect(saveTemplate(member, { name: 'x' })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(create(member)).rejects.toMatchObject({ code: 'not_allowed' });
    // Whatever the code does, the rows do not show.
    await expect(listTemplates({ ...member, role: 'admin' })).resolves.toEqual([]);
  }
});

test('sent twice at once, a workspace is created once; each has another colour', async () => {
  const { admin, organizationId } = await aWorkspace();
  const creationKey = randomUUID();
  const slug = `twice-${creationKey.slice(0, 8)}`;
  const twice = await Promise.all([1, 2].map(() => createWorkspace(admin, { name: 'Twice', slug, creationKey })));
  expect(twice[0]).toEqual(twice[1]);
  await expect(createWorkspace(admin, { name: 'Twice', slug })).rejects.toMatchObject({ code: 'already_exists' });
  await Promise.all([1, 2, 3, 4, 5, 6].map((n) => createWorkspace(admin, { name: `W ${n}`, slug: `${slug}-${n}` })));
  const rows = await database().prisma.workspace.findMany({ where: { organizationId }, select: { hue: true } });
  expect(rows).toHaveLength(8);
  expect(new Set(rows.map(({ hue }) => hue)).size).toBe(8);
});
