'use server';
import { z } from 'zod';
import { readSession } from '#app/session.ts';
import { readLanguage } from '#app/i18n/read-language.ts';
import { changePassword } from '#lib/users/passwords/change-password.ts';
import { editProfile } from '#lib/users/edit-profile.ts';
import { revokeOtherSessions, revokeSession } from '#lib/users/sessions/revoke-session.ts';
import { sendVerification } from '#lib/users/verify-email.ts';
import { languages } from '#lib/interface-languages.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeRole } from '#lib/items/members/change-role.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { createApiKey } from '#lib/workspaces/api-keys/create-api-key.ts';
import { editWorkspace } from '#lib/workspaces/edit-workspace.ts';
import { previewRemoval } from '#lib/items/members/preview-removal.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { revokeApiKey } from '#lib/workspaces/api-keys/revoke-api-key.ts';
import { revokeInvitation } from '#lib/workspaces/invitations/revoke-invitation.ts';
import { sendInvitation } from '#lib/workspaces/invitations/send-invitation.ts';
import { editSignInRules } from '#lib/workspaces/single-sign-on/edit-sign-in-rules.ts';
import { recordForUser } from '#lib/workspaces/audit/record-for-user.ts';
import { endMemberSessions } from '#lib/workspaces/people/end-member-sessions.ts';
import { requireSecondFactor } from '#lib/workspaces/people/require-second-factor.ts';
import { roles } from '#lib/workspaces/types.ts';
import { memberAction } from './member-action.ts';
import { personAction } from './person-action.ts';

export const sendInvitationAction = memberAction({
  name: 'sendInvitation',
  act: sendInvitation,
  input: z
    .object({ email: z.string(), role: z.enum(roles), channelIds: z.array(z.uuid()).nullable().default(null) })
    .transform(async (given) => ({ ...given, language: await readLanguage() })),
});

export const revokeInvitationAction = memberAction({
  name: 'revokeInvitation',
  act: revokeInvitation,
  input: z.object({ invitationId: z.uuid() }),
});

export const changeRoleAction = memberAction({
  name: 'changeRole',
  act: changeRole,
  input: z.object({ memberId: z.uuid(), role: z.enum(roles) }),
});

export const chooseChannelsAction = memberAction({
  name: 'chooseChannels',
  act: chooseChannels,
  input: z.object({ memberId: z.uuid(), channelIds: z.array(z.uuid()).nullable() }),
});

/** Who leaves, and who takes over. */
const leaver = z
  .object({ memberId: z.uuid(), successorId: z.uuid().nullable().optional() })
  .transform(({ successorId, ...given }) => ({ ...given, successorId: successorId ?? null }));

export const removeMemberAction = memberAction({
  name: 'removeMember',
  act: removeMember,
  input: leaver,
});

export const createApiKeyAction = memberAction({
  name: 'createApiKey',
  act: createApiKey,
  input: z.object({ name: z.string() }),
});

export const revokeApiKeyAction = memberAction({
  name: 'revokeApiKey',
  act: revokeApiKey,
  input: z.object({ apiKeyId: z.uuid() }),
});

export const editWorkspaceAction = memberAction({
  name: 'editWorkspace',
  act: editWorkspace,
  input: z.object({ name: z.string(), hue: z.number(), timeZone: z.string() }),
});

export const editSignInRulesAction = memberAction({
  name: 'editSignInRules',
  act: editSignInRules,
  input: z.object({ emailDomains: z.array(z.string()), isSingleSignOnRequired: z.boolean() }),
});

export const editProfileAction = personAction({
  input: z.object({ name: z.string(), language: z.enum(languages).nullable() }),
  run: async function editProfileNow(signedIn, input) {
    await editProfile(signedIn, input);
    await recordForUser(signedIn.userId, { act: 'profile_changed', subject: input.name });
  },
});

export const changePasswordAction = personAction({
  input: z.object({ currentPassword: z.string(), newPassword: z.string() }),
  run: async function changePasswordNow(signedIn, input) {
    const done = await changePassword(signedIn, input);
    await recordForUser(signedIn.userId, { act: 'password_changed' });
    return done;
  },
});

export const revokeSessionAction = personAction({
  input: z.object({ sessionId: z.uuid() }),
  run: async function endSession(signedIn, input) {
    await revokeSession(signedIn, input);
    await recordForUser(signedIn.userId, { act: 'sessions_ended', subject: signedIn.name });
  },
});

export const revokeOtherSessionsAction = personAction({
  input: z.object({}),
  run: async function endOtherSessions(signedIn) {
    const done = await revokeOtherSessions(signedIn, { keepSessionId: signedIn.sessionId });
    await recordForUser(signedIn.userId, { act: 'sessions_ended', subject: signedIn.name });
    return done;
  },
});

export const sendVerificationAction = personAction({
  input: z.object({}),
  run: async function verifyByLetter(signedIn) {
    if (!canSendMail()) throw new Refusal('not_offered');
    await sendVerification(signedIn, { language: signedIn.language ?? (await readLanguage()) });
  },
});

export const previewRemovalAction = memberAction({
  name: 'previewRemoval',
  act: previewRemoval,
  input: leaver,
});

export const endMemberSessionsAction = memberAction({
  name: 'endMemberSessions',
  act: endMemberSessions,
  input: z
    .object({ memberId: z.uuid() })
    .transform(async (given) => ({ ...given, sessionId: (await readSession())?.sessionId ?? null })),
});

export const requireSecondFactorAction = memberAction({
  name: 'requireSecondFactor',
  act: requireSecondFactor,
  input: z.object({ isRequired: z.boolean() }),
});
