import { expect, test } from 'vitest';
import { pauseChannel } from '#lib/channels/pause-channel.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { finishPart } from '#lib/items/parts/finish-part.ts';
import { askForItem } from '#lib/items/requests/ask-for-item.ts';
import { handOver } from '#lib/items/requests/hand-over.ts';
import { restrictItem } from '#lib/items/restrict-item.ts';
import { deleteTeam } from '#lib/items/team/delete-team.ts';
import { saveView } from '#lib/items/views/save-view.ts';
import { createGuidance } from '#lib/guidance/create-guidance.ts';
import { createApprovalRule } from '#lib/outbox/approval/rules/create-rule.ts';
import { deleteApprovalRule } from '#lib/outbox/approval/rules/delete-rule.ts';
import { withOrigin } from '#lib/origin.ts';
import { deleteReplyField } from '#lib/saved-replies/fields/delete-reply-field.ts';
import { deleteField } from '#lib/items/fields/delete-field.ts';
import { saveField } from '#lib/items/fields/save-field.ts';
import { saveReplyField } from '#lib/saved-replies/fields/save-reply-field.ts';
import { deleteSavedReply } from '#lib/saved-replies/delete-saved-reply.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { saveSavedReply } from '#lib/saved-replies/save-saved-reply.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { aChannel, aMember, anItem, aWorkspace } from '#tests/support/factories.ts';

const ADDRESS = '192.0.2.44';

async function aTeam() {
  const { workspaceId, admin } = await aWorkspace();
  const karim = await aMember({ workspaceId, name: 'Karim' });
  const lea = await aMember({ workspaceId, name: 'Léa' });
  const channel = await aChannel({ workspaceId });
  const item = await anItem({ workspaceId, channelId: channel.id });
  return { workspaceId, admin, karim, lea, channel, item };
}
type Team = Awaited<ReturnType<typeof aTeam>>;

const reply = { title: 'Délai', folder: '', fr: 'Bonjour', en: 'Hello', isShared: false };
const rule = {
  name: 'Crisis',
  channelId: null,
  tagId: null,
  kind: null,
  maxRating: 1,
  authorId: null,
  authorRole: null,
  newDays: null,
  newReplies: null,
  approverId: null,
  approverTeamId: null,
};
const rails = {
  address: null,
  tone: '',
  bannedWords: [],
  requiredWords: [],
  signatureFr: '',
  signatureEn: '',
  fixesTypography: true,
  mayOverride: true,
  onlyOwnerSends: false,
};

type Case = { what: string; by?: 'karim' | 'lea'; prepare?: (team: Team) => Promise<unknown>; line: object };
type Given = Case & { act: (team: Team, prepared: string) => Promise<unknown> };

const idOf = async (made: Promise<{ id: string }>) => (await made).id;

const cases: Given[] = [
  {
    what: 'channels chosen',
    act: ({ admin, karim, channel }) => chooseChannels(admin, { memberId: karim.memberId, channelIds: [channel.id] }),
    line: { act: 'channels_chosen', subject: 'Karim' },
  },
  {
    what: 'a team made',
    act: ({ admin, karim }) => saveTeam(admin, { name: 'Night', memberIds: [karim.memberId] }),
    line: { act: 'team_created', subject: 'Night' },
  },
  {
    what: 'a team deleted',
    prepare: ({ admin }) => idOf(saveTeam(admin, { name: 'Night', memberIds: [] })),
    act: ({ admin }, teamId) => deleteTeam(admin, { teamId }),
    line: { act: 'team_deleted', subject: 'Night' },
  },
  {
    what: 'an assignment',
    act: ({ admin, karim, item }) => assignItem(admin, { itemId: item.id, ownerId: karim.memberId }),
    line: { act: 'assigned', source: 'history', owner: { name: 'Karim' } },
  },
  {
    what: 'several people on an item',
    act: ({ admin, karim, lea, item }) =>
      assignItem(admin, { itemId: item.id, contributorIds: [karim.memberId], approverId: lea.memberId }),
    line: { act: 'parts_changed', source: 'history' },
  },
  {
    what: 'a part finished',
    by: 'karim',
    prepare: ({ admin, karim, item }) => assignItem(admin, { itemId: item.id, contributorIds: [karim.memberId] }),
    act: ({ karim, item }) => finishPart(karim, { itemId: item.id }),
    line: { act: 'part_done', source: 'history' },
  },
  {
    what: 'an item asked for',
    by: 'lea',
    prepare: ({ karim, item }) => claimItem(karim, { itemId: item.id }),
    act: ({ lea, item }) => askForItem(lea, { itemId: item.id, word: 'I know her' }),
    line: { act: 'asked_for', source: 'history', details: { word: 'I know her' } },
  },
  {
    what: 'an item handed over',
    by: 'karim',
    prepare: ({ karim, item }) => claimItem(karim, { itemId: item.id }),
    act: ({ karim, lea, item }) => handOver(karim, { itemId: item.id, memberId: lea.memberId }),
    line: { act: 'handed_over', source: 'history', owner: { name: 'Léa' } },
  },
  {
    what: 'an item made confidential',
    act: ({ admin, karim, item }) => restrictItem(admin, { itemId: item.id, memberIds: [karim.memberId] }),
    line: { act: 'restricted', source: 'history' },
  },
  {
    what: 'a saved reply written',
    act: ({ admin }) => saveSavedReply(admin, reply),
    line: { act: 'saved_reply_created', subject: 'Délai' },
  },
  {
    what: 'a saved reply of the organization changed',
    prepare: ({ admin }) => idOf(saveSavedReply(admin, { ...reply, isShared: true })),
    act: ({ admin }, savedReplyId) =>
      saveSavedReply(admin, { ...reply, title: 'Retour', isShared: true, savedReplyId }),
    line: { act: 'saved_reply_changed', subject: 'Retour', details: { isShared: true } },
  },
  {
    what: 'a saved reply deleted',
    prepare: ({ admin }) => idOf(saveSavedReply(admin, reply)),
    act: ({ admin }, savedReplyId) => deleteSavedReply(admin, { savedReplyId }),
    line: { act: 'saved_reply_deleted', subject: 'Délai' },
  },
  {
    what: 'a variable set',
    act: ({ admin }) => saveReplyField(admin, { name: 'phone', fr: '01', en: '01' }),
    line: { act: 'reply_field_set', subject: 'phone' },
  },
  {
    what: 'a variable deleted',
    prepare: ({ admin }) => idOf(saveReplyField(admin, { name: 'phone', fr: '01', en: '01' })),
    act: ({ admin }, fieldId) => deleteReplyField(admin, { fieldId }),
    line: { act: 'reply_field_deleted', subject: 'phone' },
  },
  {
    what: 'a field set that is asked before resolving',
    act: ({ admin }) => saveField(admin, { name: 'Motif', kind: 'text' }),
    line: { act: 'item_field_set', subject: 'Motif', details: { kind: 'text' } },
  },
  {
    what: 'a field deleted that was asked before resolving',
    prepare: ({ admin }) => idOf(saveField(admin, { name: 'Motif', kind: 'text' })),
    act: ({ admin }, fieldId) => deleteField(admin, { fieldId }),
    line: { act: 'item_field_deleted', subject: 'Motif' },
  },
  {
    what: 'the guard-rails changed',
    act: ({ admin }) => editGuardRails(admin, { ...rails, bannedWords: ['gratuit'] }),
    line: { act: 'guard_rails_changed' },
  },
  {
    what: 'guidance pinned',
    act: ({ admin }) => createGuidance(admin, { about: { words: ['livraison'] }, fr: 'Trois jours' }),
    line: { act: 'guidance_created', subject: 'Trois jours', details: { words: ['livraison'] } },
  },
  {
    what: 'a rule of approval made',
    act: ({ admin }) => createApprovalRule(admin, rule),
    line: { act: 'approval_rule_created', subject: 'Crisis', details: { maxRating: 1 } },
  },
  {
    what: 'a rule of approval taken away',
    prepare: ({ admin }) => idOf(createApprovalRule(admin, rule)),
    act: ({ admin }, ruleId) => deleteApprovalRule(admin, { ruleId }),
    line: { act: 'approval_rule_deleted', subject: 'Crisis' },
  },
  {
    what: 'a shared view saved',
    act: ({ admin }) => saveView(admin, { name: 'Reviews', filter: {}, isShared: true }),
    line: { act: 'record_changed', subject: 'saved_view', details: { change: 'insert', name: 'Reviews' } },
  },
  {
    what: 'a private view saved, without its name',
    act: ({ admin }) => saveView(admin, { name: 'Reviews', filter: {}, isShared: false }),
    line: { act: 'record_changed', subject: 'saved_view', details: expect.not.objectContaining({ name: 'Reviews' }) },
  },
];

test.each(cases)('the audit log says who, what and from where: $what', async ({ act, by, prepare, line }) => {
  const team = await aTeam();
  const prepared = await prepare?.(team);
  const from = { address: ADDRESS, sessionId: null, apiKeyId: null };
  await withOrigin(from, async () => await act(team, typeof prepared === 'string' ? prepared : ''));
  const { entries } = await listAudit(team.admin);
  const { memberId } = by ? team[by] : team.admin;
  expect(entries[0]).toMatchObject({ ...line, member: { id: memberId }, address: ADDRESS });
});

test('the log calls a channel by its name', async () => {
  const { admin, channel } = await aTeam();
  await pauseChannel(admin, { channelId: channel.id });
  const { entries } = await listAudit(admin);
  expect(entries[0]).toMatchObject({ act: 'channel_paused', subject: 'Maison Lune' });
});

test('the log names an owner who has left', async () => {
  const { admin, karim, item } = await aTeam();
  await assignItem(admin, { itemId: item.id, ownerId: karim.memberId });
  await removeMember(admin, { memberId: karim.memberId });
  const { entries } = await listAudit(admin, { act: 'assigned' });
  expect(entries[0]?.owner).toEqual({ id: karim.memberId, name: 'Karim' });
});
