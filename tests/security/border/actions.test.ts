import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openSession } from '#lib/users/sessions/open-session.ts';
import { isAllowed, type Permission } from '#lib/caller.ts';
import { noProfile, noRouting } from '#lib/routing/types.ts';
import { roles } from '#lib/workspaces/types.ts';
import { ROOT } from '#scripts/settings.ts';
import { type Answer, attack } from '../support/attack.ts';
import { countAttempts } from '../support/attempts.ts';
import { aFullWorkspace, type FullWorkspace } from './full-workspace.ts';
import { sumWorkspace } from './sum-workspace.ts';

/** A server action for members: its permission, and an input with ids of a workspace's rows. */
type OfMember = { permission: Permission; input: (world: FullWorkspace) => unknown };

const ofMembers: Record<string, OfMember> = {
  sendInvitationAction: {
    permission: 'members.manage',
    input: ({ mark }) => ({ email: `new-${mark}@example.test`, role: 'manager' }),
  },
  revokeInvitationAction: {
    permission: 'members.manage',
    input: ({ ids }) => ({ invitationId: ids.invitationId }),
  },
  changeRoleAction: {
    permission: 'members.manage',
    input: ({ ids }) => ({ memberId: ids.memberId, role: 'admin' }),
  },
  chooseChannelsAction: {
    permission: 'members.manage',
    input: ({ ids }) => ({ memberId: ids.memberId, channelIds: [ids.channelId] }),
  },
  removeMemberAction: { permission: 'members.read', input: ({ ids }) => ({ memberId: ids.memberId }) },
  createApiKeyAction: { permission: 'api_keys.manage', input: ({ mark }) => ({ name: mark }) },
  revokeApiKeyAction: { permission: 'api_keys.manage', input: ({ ids }) => ({ apiKeyId: ids.apiKeyId }) },
  saveTeamAction: {
    permission: 'teams.manage',
    input: ({ ids, mark }) => ({ teamId: ids.teamId, name: mark, memberIds: [ids.memberId] }),
  },
  deleteTeamAction: { permission: 'teams.manage', input: ({ ids }) => ({ teamId: ids.teamId }) },
  editWorkspaceAction: {
    permission: 'workspace.manage',
    input: ({ mark }) => ({ name: `${mark} 2`, hue: 10, timeZone: 'Europe/Paris' }),
  },
  saveSavedReplyAction: {
    permission: 'saved_replies.manage',
    input: ({ ids }) => ({ savedReplyId: ids.savedReplyId, title: 'x', folder: '', fr: 'x', en: '', isShared: false }),
  },
  deleteSavedReplyAction: {
    permission: 'saved_replies.manage',
    input: ({ ids }) => ({ savedReplyId: ids.savedReplyId }),
  },
  saveReplyFieldAction: {
    permission: 'saved_replies.manage',
    input: ({ mark }) => ({ name: mark, fr: 'x', en: '' }),
  },
  deleteReplyFieldAction: { permission: 'saved_replies.manage', input: ({ ids }) => ({ fieldId: ids.fieldId }) },
  createApprovalRuleAction: {
    permission: 'approvals.manage',
    input: ({ mark, ids }) => ({
      name: `${mark} 2`,
      channelId: ids.channelId,
      tagId: null,
      kind: null,
      maxRating: null,
      authorId: null,
      authorRole: null,
      newDays: null,
      newReplies: null,
      approverId: null,
      approverTeamId: null,
    }),
  },
  createGuidanceAction: {
    permission: 'guidance.manage',
    input: ({ mark, ids }) => ({ about: { postId: ids.postId }, fr: mark, en: '', startsAt: null, endsAt: null }),
  },
  changeGuidanceAction: {
    permission: 'guidance.manage',
    input: ({ ids }) => ({ guidanceId: ids.guidanceId, version: 1, fr: 'x', en: '', startsAt: null, endsAt: null }),
  },
  withdrawGuidanceAction: {
    permission: 'guidance.manage',
    input: ({ ids }) => ({ guidanceId: ids.guidanceId, version: 1 }),
  },
  deleteApprovalRuleAction: { permission: 'approvals.manage', input: ({ ids }) => ({ ruleId: ids.ruleId }) },
  saveContactFieldAction: {
    permission: 'contacts.manage_fields',
    input: ({ mark }) => ({ name: `${mark} 2`, kind: 'text', choices: [] }),
  },
  deleteContactFieldAction: {
    permission: 'contacts.manage_fields',
    input: ({ ids }) => ({ fieldId: ids.contactFieldId }),
  },
  saveFieldAction: {
    permission: 'fields.manage',
    input: ({ mark }) => ({ fieldId: null, name: `${mark} 2`.slice(-60), kind: 'text', options: [], itemKinds: [] }),
  },
  deleteFieldAction: { permission: 'fields.manage', input: ({ ids }) => ({ fieldId: ids.itemFieldId }) },
  editGuardRailsAction: {
    permission: 'guard_rails.manage',
    input: () => ({
      address: null,
      tone: '',
      bannedWords: [],
      requiredWords: ['x'],
      signatureFr: '',
      signatureEn: '',
      fixesTypography: false,
      mayOverride: true,
      onlyOwnerSends: false,
    }),
  },
  editRoutingAction: { permission: 'routing.manage', input: () => ({ ...noRouting, isOn: true }) },
  saveRoutingProfileAction: {
    permission: 'routing.manage',
    input: ({ ids }) => ({ memberId: ids.memberId, ...noProfile, tagIds: [ids.tagId] }),
  },
  setAvailabilityAction: { permission: 'items.work', input: () => ({ isAway: true, reason: 'break' }) },
  editSignInRulesAction: {
    permission: 'workspace.manage',
    input: () => ({ emailDomains: ['evil.test'], isSingleSignOnRequired: false }),
  },
  previewRemovalAction: { permission: 'members.manage', input: ({ ids }) => ({ memberId: ids.memberId }) },
  endMemberSessionsAction: { permission: 'members.manage', input: ({ ids }) => ({ memberId: ids.memberId }) },
  requireSecondFactorAction: { permission: 'workspace.manage', input: () => ({ isRequired: true }) },
  createWorkspaceAction: {
    permission: 'workspace.manage',
    input: () => ({
      name: 'Another',
      slug: `a-${randomUUID().slice(0, 8)}`,
      template: null,
      creationKey: randomUUID(),
    }),
  },
  saveTemplateAction: { permission: 'workspace.manage', input: ({ mark }) => ({ name: mark }) },
  deleteTemplateAction: { permission: 'workspace.manage', input: ({ ids }) => ({ templateId: ids.templateId }) },
  archiveWorkspaceAction: {
    permission: 'workspace.manage',
    input: ({ mark }) => ({ name: mark, eraseAfterDays: 7, endsAccess: true }),
  },
  takeBackWorkspaceAction: { permission: 'workspace.manage', input: () => ({}) },
  setEraseDateAction: { permission: 'workspace.manage', input: () => ({ eraseAfterDays: null }) },
  startExportAction: { permission: 'workspace.manage', input: () => ({}) },
};

/** Server actions of signed-in people about themselves. */
const ofPersons: Record<string, (world: FullWorkspace) => unknown> = {
  editProfileAction: () => ({ name: 'Somebody', language: null }),
  changePasswordAction: () => ({ currentPassword: 'wrong wrong wrong', newPassword: 'trois petits chats noirs' }),
  revokeSessionAction: () => ({ sessionId: randomUUID() }),
  revokeOtherSessionsAction: () => ({}),
  sendVerificationAction: () => ({}),
  beginTotpAction: () => ({ password: 'wrong wrong wrong' }),
  confirmTotpAction: () => ({ code: '000000' }),
  removeTotpAction: () => ({ password: 'wrong wrong wrong' }),
  beginPasskeyAction: () => ({ password: 'wrong wrong wrong' }),
  addPasskeyAction: () => ({ name: 'Mine', response: { id: 'x', response: { clientDataJSON: 'e30' } } }),
  removePasskeyAction: () => ({ passkeyId: randomUUID(), password: 'wrong wrong wrong' }),
  subscribeToPushAction: () => ({ endpoint: 'https://push.example.test/a', p256dh: 'x', auth: 'x' }),
  removePushDeviceAction: () => ({ id: randomUUID() }),
  sendTestPushAction: () => ({ id: randomUUID() }),
  replaceRecoveryCodesAction: () => ({ password: 'wrong wrong wrong' }),
};

/** Forms for people without a session, each with fields that give no access. */
const forVisitors: Record<string, Record<string, string>> = {
  signInAction: { email: 'nobody@example.test', password: 'wrong wrong wrong' },
  signOutAction: { next: '//elsewhere.example' },
  setUpAction: {
    organization: 'Mine',
    workspace: 'Mine',
    name: 'Me',
    email: 'me@example.test',
    password: 'trois petits chats noirs',
  },
  joinAction: { token: 'made-up', name: 'Me', password: 'trois petits chats noirs' },
  joinSignedInAction: { token: 'made-up' },
  requestPasswordResetAction: { email: 'nobody@example.test' },
  resetPasswordAction: { token: 'made-up', password: 'trois petits chats noirs' },
  verifyEmailAction: { token: 'made-up' },
  answerAsGuestAction: { token: 'made-up', answer: 'approved', digest: 'x' },
  finishWithCodeAction: { code: '000000' },
  beginPasskeySignInAction: {},
  finishWithPasskeyAction: {},
};

const manifest = z.object({
  node: z.record(
    z.string(),
    z.object({ exportedName: z.string(), filename: z.string(), workers: z.record(z.string(), z.unknown()) }),
  ),
});

/** Every server action of the build, with its id and a page that carries it. */
function builtActions(): Map<string, { id: string; page: string }> {
  const file = join(ROOT, '.next/server/server-reference-manifest.json');
  const { node } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  return new Map(
    Object.entries(node).map(([id, { exportedName, workers }]) => {
      const worker = Object.keys(workers).sort()[0] ?? 'app/page';
      const page = worker
        .replace(/^app/, '')
        .replace(/\/page$/, '')
        .replace(/\/\([^/]+\)/g, '');
      return [exportedName, { id, page }];
    }),
  );
}

const actions = builtActions();
let ours: FullWorkspace;
let theirs: FullWorkspace;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([aFullWorkspace(), aFullWorkspace()]);
});

/** Calls a server action as the browser does, with its arguments as JSON. */
async function call(name: string, args: unknown[], cookie?: string): Promise<Answer> {
  const { id, page } = actions.get(name) ?? { id: 'unknown', page: '/' };
  const path = page.replace('[workspace]', theirs.slug).replace(/\[\w+\]/g, 'x') || '/';
  return await attack(path, {
    method: 'POST',
    ...(cookie ? { cookie } : {}),
    headers: { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8', accept: 'text/x-component' },
    body: JSON.stringify(args),
  });
}

/** Sends a form of an action. */
async function submit(name: string, fields: Record<string, string>): Promise<Answer> {
  const { id, page } = actions.get(name) ?? { id: 'unknown', page: '/' };
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) body.append(`1_${field}`, value);
  body.append('0', JSON.stringify(name === 'signOutAction' ? ['$K1'] : [{ error: null }, '$K1']));
  return await attack(page.replace(/\[\w+\]/g, 'x') || '/', {
    method: 'POST',
    headers: { 'next-action': id, accept: 'text/x-component' },
    body,
  });
}

/** The code with which a server action refused; null when it succeeded. */
function refusalIn({ text }: Answer): string | null {
  const [, code] = /"ok":false,"failure":\{"code":"(\w+)"/.exec(text) ?? [];
  if (!code) expect(text).toContain('"ok":true');
  return code ?? null;
}

test('every server action is attacked by one of these tests', () => {
  const known = [...Object.keys(ofMembers), ...Object.keys(ofPersons), ...Object.keys(forVisitors)];
  expect([...actions.keys()].sort()).toEqual(known.sort());
});

describe('server actions for members', () => {
  test.each(Object.entries(ofMembers))('%s refuses visitors and strangers', async (name, { input }) => {
    const before = await sumWorkspace(ours.workspaceId);
    const args = [ours.slug, input(ours)];
    expect(refusalIn(await call(name, args))).toBe('not_found');
    expect(refusalIn(await call(name, args, 'parvis.session=made-up'))).toBe('not_found');
    for (const role of roles) expect(refusalIn(await call(name, args, theirs.actors[role].cookie))).toBe('not_found');
    expect(await sumWorkspace(ours.workspaceId)).toBe(before);
    countAttempts('server actions called by strangers', 2 + roles.length);
  });

  test.each(Object.entries(ofMembers))(
    '%s refuses roles without its permission',
    async (name, { permission, input }) => {
      const before = await sumWorkspace(ours.workspaceId);
      const refused = roles.filter((role) => !isAllowed(role, permission));
      for (const role of refused) {
        const answer = await call(name, [ours.slug, input(ours)], ours.actors[role].cookie);
        expect([role, refusalIn(answer)]).toEqual([role, 'not_allowed']);
      }
      expect(await sumWorkspace(ours.workspaceId)).toBe(before);
      countAttempts('server actions called by role', Math.max(1, refused.length));
    },
  );

  test.each(Object.entries(ofMembers).filter(([, { input }]) => JSON.stringify(input.toString()).includes('ids.')))(
    '%s finds no row of another workspace',
    async (name, { input }) => {
      const before = await sumWorkspace(ours.workspaceId);
      const answer = await call(name, [theirs.slug, input(ours)], theirs.actors.admin.cookie);
      expect(refusalIn(answer)).toBe('not_found');
      expect(answer.text).not.toContain(ours.mark);
      expect(await sumWorkspace(ours.workspaceId)).toBe(before);
      countAttempts('server actions with ids of another workspace');
    },
  );
});

describe('server actions for signed-in people', () => {
  test.each(Object.entries(ofPersons))('%s refuses visitors', async (name, input) => {
    expect(refusalIn(await call(name, [input(ours)]))).toBe('not_signed_in');
    expect(refusalIn(await call(name, [input(ours)], 'parvis.session=made-up'))).toBe('not_signed_in');
    countAttempts('server actions called by strangers', 2);
  });

  test("revokeSessionAction does not find another person's session", async () => {
    const other = await openSession(ours.actors.admin.caller, { ipAddress: '127.0.0.1', userAgent: 'test' });
    const answer = await call('revokeSessionAction', [{ sessionId: other.sessionId }], theirs.actors.admin.cookie);
    expect(refusalIn(answer)).toBe('not_found');
    countAttempts('server actions with ids of another workspace');
  });
});

describe('forms for visitors', () => {
  test.each(Object.entries(forVisitors))('%s gives a visitor without credentials no access', async (name, fields) => {
    const answer = await submit(name, fields);
    expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(500);
    expect(answer.headers.get('set-cookie') ?? '').not.toMatch(/session-token=[^;]{10}/);
    expect(answer.headers.get('x-action-redirect') ?? '').not.toMatch(/\/w\/|elsewhere/);
    countAttempts('server actions called by strangers');
  });
});
