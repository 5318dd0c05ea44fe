import type {
  Capabilities,
  CapabilityName,
  ConnectField,
  ItemKind,
  Pricing,
  RetentionPolicy,
  SpendPurpose,
} from '#lib/networks/contract.ts';

export { capabilityNames, itemKinds, spendPurposes } from '#lib/networks/contract.ts';
export type {
  Capabilities,
  CapabilityName,
  ItemKind,
  Pricing,
  ReplyCapability,
  RetentionPolicy,
  SpendPurpose,
} from '#lib/networks/contract.ts';

/** A post whose replies were counted on the network and here. */
export type ComparedPost = {
  postId: string;
  preview: string;
  url: string | null;
  reported: number;
  held: number;
  /** How many of the reported ones were not there in two comparisons in a row. */
  missing: number;
  comparedAt: string;
};

/**
 * Why messages were missed. `reconnected`: the network rejected our credentials for a while. `outage`: nothing was read
 * for a while, on whichever side. `webhook_lost`: a poll found messages that no webhook delivered. `counts_differ`: the
 * network counts more replies to a post than are stored. `missed`: reading everything under a post again found what the
 * pulls had passed over.
 */
export const gapReasons = ['reconnected', 'outage', 'webhook_lost', 'counts_differ', 'missed'] as const;
export type GapReason = (typeof gapReasons)[number];

/** A channel's spending and rate limits. Money in millionths of a US dollar. */
export type ChannelLimits = {
  /** This month (UTC); null where calls cost nothing. */
  spentMicros: number | null;
  monthlyBudgetMicros: number | null;
  /**
   * What a day has cost, by what it was for: the average of the last days of reading, at most seven, without today. Null
   * where calls cost nothing, and before the first whole day.
   */
  perDay: { days: number; micros: Record<SpendPurpose, number> } | null;
  /** Rate limits that the network told us to wait for. */
  waits: { allowance: string; until: string }[];
  used: { allowance: string; used: number; max: number; resetAt: string }[];
  tokenExpiresAt: string | null;
  /** When its credentials are renewed automatically; null when they are not renewed in advance. */
  tokenRenewsAt: string | null;
};

/** A period with missing messages, and whether it was filled. */
export type GapView = {
  id: string;
  reason: GapReason;
  from: string;
  until: string | null;
  postId: string | null;
  /** How many messages were found when it was filled. */
  messages: number;
  foundAt: string;
  /** Null while it is open. */
  filledAt: string | null;
};

/**
 * Why an event could not be stored. `bad_id`: an id is too long or has characters that no id can have. `malformed`: a
 * part is missing or differs from the network's documentation. `not_storable`: the database refused it. `unreadable`: an entry
 * of one of the network's lists that could not be read at all.
 */
export const rejectReasons = ['bad_id', 'malformed', 'not_storable', 'unreadable'] as const;

/** An event that could not be stored. Dates are ISO 8601. */
export type RejectedEventView = {
  id: string;
  /** The type of event: `message`, `post`, …; `entry` for what could not be read. */
  type: string;
  externalId: string | null;
  reason: (typeof rejectReasons)[number];
  /** The field that is wrong, or the database's message. */
  detail: string | null;
  /** How often it was read; it counts as one event. */
  seen: number;
  firstSeenAt: string;
  lastSeenAt: string;
};

/** How a network pushes a channel's events to Parvis. Dates are ISO 8601. */
export type PushView = {
  /**
   * `not_asked`: soon; `by_hand`: it is set up in the network's own dashboard, which says nothing about it; `accepted` and
   * `refused`: all of them; `partly`: some.
   */
  state: 'not_asked' | 'by_hand' | 'accepted' | 'partly' | 'refused';
  /** The network has no list to read: what is not pushed never comes. */
  isOnlyWay: boolean;
  /** When the network was last asked. */
  askedAt: string | null;
  /** The network's names of what it pushes, with the kinds of item that each brings. */
  accepted: { event: string; kinds: ItemKind[]; since: string }[];
  /** With a reason of the connector contract, and the network's own words. */
  refused: { event: string; kinds: ItemKind[]; reason: string; detail: string | null }[];
  /** Since when polls have found what should have been pushed, while nothing was; null: nothing is missing. */
  missingSince: string | null;
};

/** A connected account, its health, and the proof of what was read from it. Dates are ISO 8601. */
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
  /** A reason of the connector contract; its sentence is in the catalogue under `errors.network`. */
  statusReason: string | null;
  /** The network's icon: an SVG path in a 24 by 24 box, and its colour. */
  mark: { path: string; color: string } | null;
  /** What the network's terms ask of us; null where they ask nothing. */
  terms: RetentionPolicy | null;
  capabilities: Partial<Record<ItemKind, Capabilities>>;
  createdAt: string;
  health: {
    lastPollAt: string | null;
    nextPollAt: string | null;
    pollEveryMs: number;
    /** It is checked less often, so that the quota lasts for the rest of the day. */
    isSlowedByQuota: boolean;
    lastWebhookAt: string | null;
    /** Whether the network pushes this account's events to us; null before the first check. */
    isSubscribed: boolean | null;
    /** Since when no messages arrived although some always do at this time of the week. */
    silentSince: string | null;
    lastMessageAt: string | null;
    /** Milliseconds between the writing and the receipt of messages; null before the first message. */
    lagP50Ms: number | null;
    lagP95Ms: number | null;
    limitedUntil: string | null;
    isBackfilling: boolean;
    /** How far back messages were read; null when the network does not report it. */
    backfill: { reachedAt: string | null; isDone: boolean };
    failedPolls: number;
    lastError: { at: string; reason: string; detail: string | null } | null;
    openItems: number;
    /** How many conversations of the last 30 days are encrypted end to end, as far as the caller sees them. */
    encryptedConversations: number;
    /** Item kinds that this account does not let us read, with a reason of the connector contract. */
    unreadableKinds: Partial<Record<ItemKind, string>>;
  };
  /** Null where the network pushes nothing. */
  push: PushView | null;
  /** Its spending and rate limits. */
  limits: ChannelLimits | null;
  /** Webhook deliveries that wait, that failed, and that differ from the network's documentation. */
  deliveries: { waiting: number; failed: number; unreadable: number };
  /** Events that could not be stored: how many, of how many the entry could not even be read and since when, and the latest. */
  rejected: { events: number; unreadable: number; unreadableSince: string | null; latest: RejectedEventView[] };
  /** The latest gaps. */
  gaps: GapView[];
  proof: {
    /** Sums over the compared posts. What one post has too many does not stand for what another lacks. */
    reported: number;
    held: number;
    missing: number;
    /** Counted by the network, not here yet, and missing only if the next comparison says so again. */
    onTheirWay: number;
    posts: ComparedPost[];
  };
};

/** A network that can be connected. */
export type NetworkView = {
  network: string;
  name: string;
  mark: { path: string; color: string };
  /** `oauth`: in the network's own window; `fields`: with the values of `connectFields`. */
  connectBy: 'fields' | 'oauth';
  /** Whether the required app (the operator's or the workspace's) is set up. */
  isReady: boolean;
  connectFields: readonly ConnectField[];
  /** The network's page where a member gets what `connectFields` ask for; null where there is none. */
  credentialsUrl: string | null;
  capabilities: Partial<Record<ItemKind, Capabilities>>;
  /** Conditions of a capability, as the reasons given when they are not met. */
  conditions: Partial<Record<ItemKind, Partial<Record<CapabilityName, readonly string[]>>>>;
  /** Item kinds that the network pushes; the others are polled. */
  pushes: ItemKind[];
  /** It has no list to read: what it pushes cannot be read again. */
  isPushOnly: boolean;
  /** What its calls cost; null where they cost nothing. */
  pricing: Pricing | null;
  /** For how many busy channels a day's quota of the app is enough, when as many are connected; null where it is enough. */
  crowdedAt: number | null;
};
