import { z } from 'zod';
import { emailAddress } from '#lib/users/types.ts';
import { changeRole } from '#lib/items/members/change-role.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
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
import { apiKeyView, channelIds, invitationView, memberView, role } from '../schemas/workspace.ts';

const onMember = z.object({ memberId: id });
const freed = z.object({ freedItems: count });

export const memberOperations = [
  operation({
    id: 'listMembers',
    method: 'GET',
    path: 'members',
    summary: 'List the members',
    act: listMembers,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ members: z.array(memberView) }),
    run: async (act) => ({ members: await act() }),
  }),
  operation({
    id: 'changeRole',
    method: 'POST',
    path: 'members/{memberId}/role',
    summary: 'Change a member’s role',
    act: changeRole,
    refusals: ['last_admin'],
    params: onMember,
    query: none,
    body: z.object({ role }),
    answer: freed,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'chooseChannels',
    method: 'POST',
    path: 'members/{memberId}/channels',
    summary: 'Choose which channels a member sees: all, or some',
    act: chooseChannels,
    params: onMember,
    query: none,
    body: z.object({ channelIds }),
    answer: freed,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'removeMember',
    method: 'DELETE',
    path: 'members/{memberId}',
    summary: 'Remove a member; any member may remove themselves. Unfinished items go to the successor or to the team',
    act: removeMember,
    refusals: ['last_admin'],
    params: onMember,
    query: z.object({ successorId: id.optional() }),
    body: z.unknown(),
    answer: freed,
    run: async (act, { params, query }) => await act({ ...params, successorId: query.successorId ?? null }),
  }),
  operation({
    id: 'listInvitations',
    method: 'GET',
    path: 'invitations',
    summary: 'List pending invitations',
    act: listInvitations,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ invitations: z.array(invitationView) }),
    run: async (act) => ({ invitations: await act() }),
  }),
  operation({
    id: 'inviteMember',
    method: 'POST',
    path: 'invitations',
    summary: 'Invite a person; the token is returned only once',
    act: inviteMember,
    refusals: ['already_exists'],
    status: 201,
    shownOnce: ['token'],
    params: none,
    query: none,
    body: z.object({ email: emailAddress, role, channelIds: channelIds.optional() }),
    answer: z.object({ id, email: z.string(), workspaceName: z.string(), token: z.string(), expiresAt: moment }),
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'revokeInvitation',
    method: 'DELETE',
    path: 'invitations/{invitationId}',
    summary: 'Revoke an invitation',
    act: revokeInvitation,
    status: 204,
    params: z.object({ invitationId: id }),
    query: none,
    body: z.unknown(),
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
  operation({
    id: 'listApiKeys',
    method: 'GET',
    path: 'api-keys',
    summary: 'List the active API keys',
    act: listApiKeys,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ apiKeys: z.array(apiKeyView) }),
    run: async (act) => ({ apiKeys: await act() }),
  }),
  operation({
    id: 'createApiKey',
    method: 'POST',
    path: 'api-keys',
    summary: 'Create an API key that acts as the caller; the key is returned only once',
    act: createApiKey,
    status: 201,
    shownOnce: ['key'],
    params: none,
    query: none,
    body: z.object({ name: z.string().trim().min(1).max(KEY_NAME_LIMIT) }),
    answer: z.object({ id, key: z.string(), prefix: z.string() }),
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'revokeApiKey',
    method: 'DELETE',
    path: 'api-keys/{apiKeyId}',
    summary: 'Revoke an API key',
    act: revokeApiKey,
    status: 204,
    params: z.object({ apiKeyId: id }),
    query: none,
    body: z.unknown(),
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
];
