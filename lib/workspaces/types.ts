import { z } from 'zod';
import { emailAddress, personName } from '#lib/users/types.ts';
import type { Role } from '#lib/caller.ts';

export type { Role } from '#lib/caller.ts';

/** From the most to the least trusted. */
export const roles = ['admin', 'lead', 'manager', 'client'] as const satisfies readonly Role[];

export const WORKSPACE_NAME_LIMIT = 80;
export const KEY_NAME_LIMIT = 80;
export const TEAM_NAME_LIMIT = 60;
export const TEAM_MEMBERS_LIMIT = 200;
export const TEAMS_LIMIT = 100;

export const workspaceName = z.string().trim().min(1).max(WORKSPACE_NAME_LIMIT);
/** A workspace's name in addresses. A slug never looks like an id. */
export const workspaceSlug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/)
  .refine((slug) => !z.uuid().safeParse(slug).success);

/** Makes a slug from a name; a name without letters gives `workspace`. */
export function slugFor(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return workspaceSlug.safeParse(slug).success ? slug : 'workspace';
}

/** The time zones that a workspace can choose. */
export const timeZoneNames = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
export const timeZone = z.string().refine((name) => timeZoneNames.includes(name));

export const EMAIL_DOMAINS_LIMIT = 50;
/** The domain of an e-mail address, in lower case. */
export const emailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/);

/** The first organization, workspace and user. */
export const setUpInput = z.object({
  organization: workspaceName,
  workspace: workspaceName,
  name: personName,
  email: emailAddress,
  password: z.string(),
});

/** The brand colours to choose from, by OKLCH hue. */
export const brandHues = {
  ink: 255,
  sea: 215,
  leaf: 150,
  olive: 110,
  amber: 75,
  brick: 30,
  rose: 5,
  plum: 320,
} as const;
export type BrandHue = keyof typeof brandHues;

/** A workspace as its members see it. */
export type WorkspaceView = {
  id: string;
  slug: string;
  name: string;
  /** The brand's colour: an OKLCH hue, 0 to 360. */
  hue: number;
  timeZone: string;
  organization: { id: string; name: string };
  memberId: string;
  role: Role;
  /** False: some of the channels, or none. */
  seesAllChannels: boolean;
  /** The number of open items that the member sees. */
  openItems: number;
  /** It is archived: it can be read, not changed. */
  isArchived: boolean;
};

export type TeamView = {
  id: string;
  name: string;
  members: { id: string; name: string }[];
  /** The channels that its members see beside their own, of those that the caller sees. */
  channelIds: string[];
  /** Whether the caller may change it: a team that gives channels is changed by who may give them. */
  mayChange: boolean;
};

/** Dates here and below are ISO 8601. */
export type MemberView = {
  id: string;
  name: string;
  email: string;
  role: Role;
  createdAt: string;
  isYou: boolean;
  /** The channels that the member was given, of those that the caller sees; null: all. */
  channelIds: string[] | null;
  /** Those that the member sees through teams. */
  teamChannelIds: string[];
  /** The number of unfinished items that the member owns. */
  heldItems: number;
};

export type InvitationView = {
  id: string;
  email: string;
  role: Role;
  /** The channels that the person will see; null: all. */
  channelIds: string[] | null;
  invitedBy: string | null;
  createdAt: string;
  expiresAt: string;
  isExpired: boolean;
};

export type ApiKeyView = {
  id: string;
  name: string;
  /** The visible part of the key, to tell keys apart. */
  prefix: string;
  member: { id: string; name: string };
  createdAt: string;
  lastUsedAt: string | null;
};

/** The acts of the audit log; each has a sentence in the catalogues under `audit.act`. */
export const auditActs = [
  'workspace_created',
  'workspace_changed',
  'workspace_archived',
  'workspace_taken_back',
  'workspace_erasure_set',
  'workspace_exported',
  'workspace_export_downloaded',
  'template_saved',
  'template_deleted',
  'sign_in_rules_changed',
  'member_added',
  'member_invited',
  'invitation_accepted',
  'invitation_revoked',
  'role_changed',
  'channels_chosen',
  'member_removed',
  'team_created',
  'team_changed',
  'team_deleted',
  'api_key_created',
  'api_key_revoked',
  'channel_connected',
  'channel_reconnected',
  'channel_paused',
  'channel_resumed',
  'channel_disconnected',
  'channel_checked',
  'channel_budget_changed',
  'network_app_set',
  'saved_reply_created',
  'saved_reply_changed',
  'saved_reply_deleted',
  'reply_field_set',
  'item_field_set',
  'item_field_deleted',
  'reply_field_deleted',
  'guard_rails_changed',
  'guard_rails_overridden',
  'guidance_created',
  'guidance_changed',
  'guidance_withdrawn',
  'approval_rule_created',
  'approval_rule_deleted',
  'contacts_joined',
  'contacts_separated',
  'contact_field_set',
  'contact_field_deleted',
  'contact_exported',
  'contact_erased',
  'availability_set',
  'routing_changed',
  'routing_profile_changed',
  'credentials_rotated',
  'record_changed',
  'audit_exported',
  'signed_in',
  'signed_out',
  'profile_changed',
  'totp_added',
  'totp_removed',
  'passkey_added',
  'passkey_removed',
  'recovery_codes_replaced',
  'second_factor_reset',
  'second_factor_required',
  'second_factor_optional',
  'password_changed',
  'sessions_ended',
] as const;
export type AuditAct = (typeof auditActs)[number];

/** Who acted: people (and the operator), or the product by itself. */
export const auditAuthors = ['people', 'product'] as const;

/** Which lines of the audit log; each part narrows it further. */
export type AuditFilter = {
  /** Part of what the line is about, of its details or of the address. */
  text?: string | undefined;
  memberId?: string | undefined;
  act?: string | undefined;
  itemId?: string | undefined;
  by?: (typeof auditAuthors)[number] | undefined;
  from?: Date | undefined;
  /** Not included. */
  until?: Date | undefined;
};

export type AuditView = {
  id: string;
  /** The audit log itself, or the history of an item. */
  source: 'audit' | 'history';
  /** An `AuditAct`, or an act of an item's history. */
  act: string;
  /** What the act concerned, as it was called then: a name, an address; the contact of an item. */
  subject: string;
  details: Record<string, unknown>;
  /** Null for the operator at the command line, and for the product itself. */
  member: { id: string; name: string } | null;
  itemId: string | null;
  /** Who got the item by an act of an item's history, or whose claim it ended, also after that person left. */
  owner: { id: string; name: string } | null;
  /** The case that an act of an item's history is about, as it is called now; the name is empty when it is gone. */
  case: { id: string; name: string } | null;
  /** From where: the network address, and the session or the API key. */
  address: string | null;
  sessionId: string | null;
  apiKey: { id: string; name: string } | null;
  createdAt: string;
};
