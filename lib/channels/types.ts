import type { Capabilities, CapabilityName, ConnectField, ItemKind, RetentionPolicy } from '#lib/networks/contract.ts';

export { capabilityNames, itemKinds } from '#lib/networks/contract.ts';
export type {
  Capabilities,
  CapabilityName,
  ItemKind,
  ReplyCapability,
  RetentionPolicy,
} from '#lib/networks/contract.ts';

/** A post whose replies were counted at the network and here. */
export type ComparedPost = {
  postId: string;
  preview: string;
  url: string | null;
  reported: number;
  held: number;
  comparedAt: string;
};

/**
 * Why something was missed. `reconnected`: the network took our credentials no more until then. `outage`: nothing was
 * read for a while, whoever was down. `webhook_lost`: a poll found what no delivery told. `counts_differ`: the network
 * counts more replies to a post than are held.
 */
export const gapReasons = ['reconnected', 'outage', 'webhook_lost', 'counts_differ'] as const;
export type GapReason = (typeof gapReasons)[number];

/** What a channel's calls cost and may still take. Money in millionths of a US dollar. */
export type ChannelLimits = {
  /** This month (UTC); null where calls cost nothing. */
  spentMicros: number | null;
  monthlyBudgetMicros: number | null;
  /** The network asked for patience. */
  waits: { allowance: string; until: string }[];
  used: { allowance: string; used: number; max: number; resetAt: string }[];
  tokenExpiresAt: string | null;
  /** When its credentials are renewed by themselves; null where nothing renews them ahead of their end. */
  tokenRenewsAt: string | null;
};

/** What was missed, and whether it was read after all. */
export type GapView = {
  id: string;
  reason: GapReason;
  from: string;
  until: string | null;
  postId: string | null;
  /** How many messages filling it brought. */
  messages: number;
  foundAt: string;
  /** Null: it is open. */
  filledAt: string | null;
};

/**
 * Why an event could not be stored. `bad_id`: an id is too long or holds characters that no id can have. `malformed`:
 * something of it is missing or not what the network documents. `not_storable`: the database refused it.
 */
export const rejectReasons = ['bad_id', 'malformed', 'not_storable'] as const;

/** Something that a network reported and that could not be stored. Dates are ISO 8601. */
export type RejectedEventView = {
  id: string;
  /** What it reported: `message`, `post`, … */
  type: string;
  externalId: string | null;
  reason: (typeof rejectReasons)[number];
  /** Which field of it, or what the database said. */
  detail: string | null;
  /** How often it was read: it counts once. */
  seen: number;
  firstSeenAt: string;
  lastSeenAt: string;
};

/** A connected account and the proof of what was read from it. Dates are ISO 8601. */
export type ChannelView = {
  id: string;
  network: string;
  networkName: string;
  externalId: string;
  handle: string;
  name: string;
  avatarUrl: string | null;
  profileUrl: string | null;
  status: 'connected' | 'reconnect' | 'paused' | 'disconnected';
  /** A reason of the connector contract; its sentence is under `errors.network`. */
  statusReason: string | null;
  /** The network's mark: an SVG path in a box of 24 by 24, and its colour. */
  mark: { path: string; color: string } | null;
  /** What the network's terms ask of us; null where they ask nothing. */
  terms: RetentionPolicy | null;
  capabilities: Partial<Record<ItemKind, Capabilities>>;
  createdAt: string;
  health: {
    lastPollAt: string | null;
    nextPollAt: string | null;
    pollEveryMs: number;
    lastWebhookAt: string | null;
    /** Whether the network pushes this account's events to us; null where nobody has asked it. */
    isSubscribed: boolean | null;
    /** Nobody writes though somebody always does at this time of the week. */
    silentSince: string | null;
    lastMessageAt: string | null;
    /** Milliseconds from written to received; null before the first message. */
    lagP50Ms: number | null;
    lagP95Ms: number | null;
    limitedUntil: string | null;
    isBackfilling: boolean;
    /** How far back the history was read; null where the network does not say. */
    backfill: { reachedAt: string | null; isDone: boolean };
    failedPolls: number;
    lastError: { at: string; reason: string; detail: string | null } | null;
    openItems: number;
    /** Kinds of item that this account does not let us read, with a reason of the connector contract. */
    unreadableKinds: Partial<Record<ItemKind, string>>;
  };
  /** What its calls cost and may still take. */
  limits: ChannelLimits | null;
  /** What the network pushed: waits to be read, was given up, is not what the network documents. */
  deliveries: { waiting: number; failed: number; unreadable: number };
  /** What was read and could not be stored: how many events, and the latest of them. */
  rejected: { events: number; latest: RejectedEventView[] };
  /** The latest. */
  gaps: GapView[];
  proof: {
    /** Sums over the posts compared. */
    reported: number;
    held: number;
    posts: ComparedPost[];
  };
};

/** A network that can be connected. */
export type NetworkView = {
  network: string;
  name: string;
  mark: { path: string; color: string };
  /** `oauth`: in the network's own window; `fields`: with what `connectFields` ask for. */
  connectBy: 'fields' | 'oauth';
  /** Whether the operator's or the workspace's app is set up, where the network needs one. */
  isReady: boolean;
  connectFields: readonly ConnectField[];
  /** The network's page where a member gets what `connectFields` ask for; null where there is none. */
  credentialsUrl: string | null;
  capabilities: Partial<Record<ItemKind, Capabilities>>;
  /** What has to hold beside for a capability: the reason given where it does not. */
  conditions: Partial<Record<ItemKind, Partial<Record<CapabilityName, readonly string[]>>>>;
  /** The kinds of item that the network tells of by itself; the others are polled. */
  pushes: ItemKind[];
};
