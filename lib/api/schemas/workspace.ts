import { z } from 'zod';
import {
  type ApiKeyView,
  type AuditView,
  type InvitationView,
  type MemberView,
  roles,
  type WorkspaceView,
} from '#lib/workspaces/types.ts';
import { CHANNELS_LIMIT } from '#lib/workspaces/members/channel-choice.ts';
import { count, id, moment, name, ref } from './fields.ts';

export const role = z.enum(roles);
export const channelIds = z.array(id).max(CHANNELS_LIMIT).nullable().describe('Null: all channels');

export const workspaceView = name(
  'Workspace',
  z.object({
    id,
    slug: z.string(),
    name: z.string(),
    hue: z.int(),
    timeZone: z.string(),
    organization: ref,
    memberId: id,
    role,
    seesAllChannels: z.boolean(),
    openItems: count,
    isArchived: z.boolean(),
  }) satisfies z.ZodType<WorkspaceView>,
);

export const memberView = name(
  'Member',
  z.object({
    id,
    name: z.string(),
    email: z.string(),
    role,
    createdAt: moment,
    isYou: z.boolean(),
    channelIds,
    teamChannelIds: z.array(id).describe('The channels that the member sees through teams'),
    heldItems: count,
  }) satisfies z.ZodType<MemberView>,
);

export const invitationView = name(
  'Invitation',
  z.object({
    id,
    email: z.string(),
    role,
    channelIds,
    invitedBy: z.string().nullable(),
    createdAt: moment,
    expiresAt: moment,
    isExpired: z.boolean(),
  }) satisfies z.ZodType<InvitationView>,
);

export const apiKeyView = name(
  'ApiKey',
  z.object({
    id,
    name: z.string(),
    prefix: z.string(),
    member: ref,
    createdAt: moment,
    lastUsedAt: moment.nullable(),
  }) satisfies z.ZodType<ApiKeyView>,
);

export const auditView = name(
  'AuditEntry',
  z.object({
    id,
    source: z.enum(['audit', 'history']),
    act: z.string(),
    subject: z.string(),
    details: z.record(z.string(), z.unknown()),
    member: ref.nullable(),
    itemId: id.nullable(),
    owner: ref.nullable(),
    case: ref.nullable(),
    address: z.string().nullable(),
    sessionId: id.nullable(),
    apiKey: ref.nullable(),
    createdAt: moment,
  }) satisfies z.ZodType<AuditView>,
);
