'use server';
import { getLocale } from 'next-intl/server';
import { z } from 'zod';
import { changePassword } from '#lib/users/passwords/change-password.ts';
import { editProfile } from '#lib/users/edit-profile.ts';
import { revokeOtherSessions, revokeSession } from '#lib/users/sessions/revoke-session.ts';
import { sendVerification } from '#lib/users/verify-email.ts';
import { languages } from '#lib/language.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeRole } from '#lib/workspaces/members/change-role.ts';
import { createApiKey } from '#lib/workspaces/api-keys/create-api-key.ts';
import { createWorkspace } from '#lib/workspaces/create-workspace.ts';
import { editWorkspace } from '#lib/workspaces/edit-workspace.ts';
import { removeMember } from '#lib/workspaces/members/remove-member.ts';
import { revokeApiKey } from '#lib/workspaces/api-keys/revoke-api-key.ts';
import { revokeInvitation } from '#lib/workspaces/invitations/revoke-invitation.ts';
import { sendInvitation } from '#lib/workspaces/invitations/send-invitation.ts';
import { editSignInRules } from '#lib/workspaces/single-sign-on/edit-sign-in-rules.ts';
import { roles } from '#lib/workspaces/types.ts';
import { memberAction } from './member-action.ts';
import { personAction } from './person-action.ts';

export const sendInvitationAction = memberAction({
  permission: 'members.manage',
  input: z.object({ email: z.string(), role: z.enum(roles) }),
  run: async function inviteByLetter(caller, input) {
    return await sendInvitation(caller, { ...input, language: await getLocale() });
  },
});

export const revokeInvitationAction = memberAction({
  permission: 'members.manage',
  input: z.object({ invitationId: z.uuid() }),
  run: revokeInvitation,
});

export const changeRoleAction = memberAction({
  permission: 'members.manage',
  input: z.object({ memberId: z.uuid(), role: z.enum(roles) }),
  run: changeRole,
});

/** To leave is everyone's right, so the act itself looks at who removes whom. */
export const removeMemberAction = memberAction({
  permission: 'members.read',
  input: z.object({ memberId: z.uuid() }),
  run: removeMember,
});

export const createApiKeyAction = memberAction({
  permission: 'api_keys.manage',
  input: z.object({ name: z.string() }),
  run: createApiKey,
});

export const revokeApiKeyAction = memberAction({
  permission: 'api_keys.manage',
  input: z.object({ apiKeyId: z.uuid() }),
  run: revokeApiKey,
});

export const editWorkspaceAction = memberAction({
  permission: 'workspace.manage',
  input: z.object({ name: z.string(), hue: z.number(), timeZone: z.string() }),
  run: editWorkspace,
});

export const editSignInRulesAction = memberAction({
  permission: 'workspace.manage',
  input: z.object({ emailDomains: z.array(z.string()), isSingleSignOnRequired: z.boolean() }),
  run: editSignInRules,
});

export const createWorkspaceAction = memberAction({
  permission: 'workspace.manage',
  input: z.object({ name: z.string(), slug: z.string() }),
  run: createWorkspace,
});

export const editProfileAction = personAction({
  input: z.object({ name: z.string(), language: z.enum(languages).nullable() }),
  run: editProfile,
});

export const changePasswordAction = personAction({
  input: z.object({ currentPassword: z.string(), newPassword: z.string() }),
  run: changePassword,
});

export const revokeSessionAction = personAction({ input: z.object({ sessionId: z.uuid() }), run: revokeSession });

export const revokeOtherSessionsAction = personAction({
  input: z.object({}),
  run: async function endOtherSessions(signedIn) {
    return await revokeOtherSessions(signedIn, { keepSessionId: signedIn.sessionId });
  },
});

export const sendVerificationAction = personAction({
  input: z.object({}),
  run: async function verifyByLetter(signedIn) {
    if (!canSendMail()) throw new Refusal('not_offered');
    await sendVerification(signedIn, { language: signedIn.language ?? (await getLocale()) });
  },
});
