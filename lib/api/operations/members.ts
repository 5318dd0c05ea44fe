import { z } from 'zod';
import { emailAddress } from '#lib/users/types.ts';
import { changeRole } from '#lib/items/members/change-role.ts';
import { createApiKey } from '#lib/workspaces/api-keys/create-api-key.ts';
import { inviteMember } from '#lib/workspaces/invitations/invite-member.ts';
import { listApiKeys } from '#lib/workspaces/api-keys/list-api-keys.ts';
import { listInvitations } from '#lib/workspaces/invitations/list-invitations.ts';
import { listMembers } from '#lib/workspaces/members/list-members.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { revokeApiKey } from '#lib/workspaces/api-keys/revoke-api-key.ts';
import { revokeInvitation } from '#lib/workspaces/invitations/revoke-invitation.ts';
import { KEY_NAME_LIMIT } from '#lib/workspaces/types.ts';
import { operation } from '../operation.ts';
import { count, id, moment, none, nothing } from '../schemas/fields.ts';
import { apiKeyView, invitationView, memberView, role } from '../schemas/workspace.ts';

const onMember = z.object({ memberId: id });
const freed = z.object({ freedItems: count });

export const memberOperations = [
  operation({
    id: 'listMembers',
    method: 'GET',
    path: 'members',
    summary: 'Who works here',
    permission: 'members.read',
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ members: z.array(memberView) }),
    run: async (caller) => ({ members: await listMembers(caller) }),
  }),
  operation({
    id: 'changeRole',
    method: 'POST',
    path: 'members/{memberId}/role',
    summary: 'Give a member another role',
    permission: 'members.manage',
    refusals: ['last_admin'],
    params: onMember,
    query: none,
    body: z.object({ role }),
    answer: freed,
    run: async (caller, { params, body }) => await changeRole(caller, { ...params, ...body }),
  }),
  operation({
    id: 'removeMember',
    method: 'DELETE',
    path: 'members/{memberId}',
    summary: 'End a member’s place here; anyone may end her own',
    permission: 'members.read',
    refusals: ['last_admin'],
    params: onMember,
    query: none,
    body: z.unknown(),
    answer: freed,
    run: async (caller, { params }) => await removeMember(caller, params),
  }),
  operation({
    id: 'listInvitations',
    method: 'GET',
    path: 'invitations',
    summary: 'Invitations that wait',
    permission: 'members.manage',
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ invitations: z.array(invitationView) }),
    run: async (caller) => ({ invitations: await listInvitations(caller) }),
  }),
  operation({
    id: 'inviteMember',
    method: 'POST',
    path: 'invitations',
    summary: 'Ask a person in; the token is answered once',
    permission: 'members.manage',
    refusals: ['already_exists'],
    status: 201,
    shownOnce: ['token'],
    params: none,
    query: none,
    body: z.object({ email: emailAddress, role }),
    answer: z.object({ id, email: z.string(), workspaceName: z.string(), token: z.string(), expiresAt: moment }),
    run: async (caller, { body }) => await inviteMember(caller, body),
  }),
  operation({
    id: 'revokeInvitation',
    method: 'DELETE',
    path: 'invitations/{invitationId}',
    summary: 'Take an invitation back',
    permission: 'members.manage',
    status: 204,
    params: z.object({ invitationId: id }),
    query: none,
    body: z.unknown(),
    answer: nothing,
    run: async (caller, { params }) => {
      await revokeInvitation(caller, params);
      return undefined;
    },
  }),
  operation({
    id: 'listApiKeys',
    method: 'GET',
    path: 'api-keys',
    summary: 'The keys that still open something',
    permission: 'api_keys.manage',
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ apiKeys: z.array(apiKeyView) }),
    run: async (caller) => ({ apiKeys: await listApiKeys(caller) }),
  }),
  operation({
    id: 'createApiKey',
    method: 'POST',
    path: 'api-keys',
    summary: 'Make a key that acts as the caller; the key is answered once',
    permission: 'api_keys.manage',
    status: 201,
    shownOnce: ['key'],
    params: none,
    query: none,
    body: z.object({ name: z.string().trim().min(1).max(KEY_NAME_LIMIT) }),
    answer: z.object({ id, key: z.string(), prefix: z.string() }),
    run: async (caller, { body }) => await createApiKey(caller, body),
  }),
  operation({
    id: 'revokeApiKey',
    method: 'DELETE',
    path: 'api-keys/{apiKeyId}',
    summary: 'Withdraw a key',
    permission: 'api_keys.manage',
    status: 204,
    params: z.object({ apiKeyId: id }),
    query: none,
    body: z.unknown(),
    answer: nothing,
    run: async (caller, { params }) => {
      await revokeApiKey(caller, params);
      return undefined;
    },
  }),
];
