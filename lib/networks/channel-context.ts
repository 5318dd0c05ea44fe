import type { Rights } from './capabilities.ts';
import type { NetworkErrorReason } from './errors.ts';
import type { InboundEvent, InboundPost } from './inbound.ts';
import type { ItemKind } from './item-kinds.ts';
import type { TimeZone } from './next-midnight.ts';

/** One page of what `pull` found. Store `cursor` together with `events`: resuming from it does not bring them again. */
export type PullPage = {
  events: InboundEvent[];
  cursor: unknown;
  posts?: InboundPost[];
  /** How far back the history has been read; `isDone` when all of it has. Absent: unchanged. */
  backfill?: { reachedAt: Date | null; isDone: boolean };
  /** The kinds that this account does not let us read, with the reason; empty when all are readable. Absent: unchanged. */
  unreadableKinds?: Partial<Record<ItemKind, NetworkErrorReason>>;
};

/** A connected account. */
export type ChannelAccount = {
  externalId: string;
  handle: string;
  name: string;
  avatarUrl?: string;
  profileUrl?: string;
};

/** The operator's app at a network, and the network's address. */
export type AppSettings = {
  /** Replaces scheme and host of every address of the network; its path is put before theirs. */
  baseUrl?: string;
  clientId?: string;
  clientSecret?: string;
  webhookSecret?: string;
  /** Further settings, by the names that the connector gives them in `app.options`. */
  options: Record<string, string>;
};

/**
 * A limit that a network sets on calls. It is counted for all workers together.
 * Writes have priority: reads leave them the share `reserve` (0 to 1; 0.1 when absent).
 */
export type RateLimit = {
  /** `app`: shared by all channels of the operator's app. `channel`: each channel has its own. */
  scope: 'app' | 'channel';
  /** The published quota. Absent: only the network's headers say it, and until then there is no limit. */
  max?: number;
  /** Name of the setting in `app.options` that replaces `max`, where the network grants apps their own quota. */
  maxOption?: string;
  /** Starts with its first call, or ends at midnight in a time zone. */
  window: { ms: number } | { untilMidnightIn: TimeZone };
  reserve?: number;
};

/** Every call to a network goes through it. */
export type RateLimiter = {
  /**
   * Takes a call's cost from every rate limit that it names, or from none of them.
   * @throws NetworkError `rate_limited` with `retryAt` when one is used up; `refused` `budget_spent` when the channel's budget is
   */
  acquire: (call: { costs: Readonly<Record<string, number>>; isWrite: boolean }) => Promise<void>;
  /** Applies what the network said about a rate limit. */
  learn: (rateLimit: string, said: { limit?: number; remaining: number; resetAt: Date }) => Promise<void>;
  /** Stops all calls of a rate limit until then, because the network refused one. */
  blockUntil: (rateLimit: string, until: Date) => Promise<void>;
  /** Adds the cost of calls, in millionths of a US dollar, to what was spent for a purpose. */
  recordCost: (micros: number, purpose: SpendPurpose) => Promise<void>;
  /**
   * What the channel's budget leaves for today, in millionths of a US dollar: what is left of the month, spread over its
   * remaining days. Null: there is no budget.
   */
  dayBudget: () => Promise<number | null>;
};

/** What a channel's calls cost money for: new posts, new direct messages, looking for edits and deletions, own actions. */
export const spendPurposes = ['posts', 'messages', 'rechecks', 'actions'] as const;
export type SpendPurpose = (typeof spendPurposes)[number];

/** What a network's calls cost, in millionths of a US dollar. */
export type Pricing = {
  /** The monthly budget of a channel whose member chose none. */
  monthlyBudgetMicros: number;
  /** What a day costs a channel with little to read, and a busy one. */
  quietDayMicros: number;
  busyDayMicros: number;
};

/** What every call to a network needs, also before there is a channel. */
export type CallContext = { app: AppSettings; signal: AbortSignal; now: () => Date };

/** An entry of a list that could not be read. */
export type UnreadableEntry = {
  /** The network's id of it, where it has one. */
  id: string | null;
  /** As the network sent it. */
  entry: unknown;
  /** The field that is not as expected, and why. */
  detail: string;
};

/** A channel as a connector sees it, without tables and workspaces. */
export type ChannelContext<Credentials = unknown> = CallContext & {
  account: ChannelAccount;
  credentials: Credentials;
  rights: Rights;
  rateLimiter: RateLimiter;
  /** What checks of this channel have found out about the network, by the names of its connector. */
  findings?: Readonly<Record<string, string>>;
  /** Stores renewed credentials before they are used, because the old ones may have stopped working. */
  saveCredentials: (credentials: Credentials) => Promise<void>;
  /**
   * Replaces credentials that the network refused. One worker calls the network (`Connector.refresh`); the others get
   * its result. A failure leaves the stored credentials as they are.
   * @throws NetworkError `unauthorized` when they cannot be renewed; `unavailable` when nobody can tell now
   */
  renewCredentials: (dead: Credentials) => Promise<Credentials>;
  /**
   * Keeps what a list had that could not be read; the list goes on without it. Absent: one such entry makes the whole answer
   * unreadable, so that nobody takes a list for complete that is not.
   */
  reportUnreadable?: (list: string, entries: readonly UnreadableEntry[]) => Promise<void>;
};

/** An account that can be connected. */
export type Connection<Credentials> = { account: ChannelAccount; credentials: Credentials; rights?: Rights };

/** How a member grants access on the network's own pages (OAuth 2.0, RFC 6749; PKCE, RFC 7636). */
export type OAuthHandler<Credentials> = {
  /** Whether the network accepts a code challenge (S256). */
  pkce: boolean;
  /** The network accepts only a redirect address that ends with a slash. */
  redirectEndsWithSlash?: true;
  /** Where the member is sent. `codeChallenge` is empty without PKCE. */
  authorizeUrl: (request: { app: AppSettings; redirectUri: string; state: string; codeChallenge: string }) => string;
  /**
   * Exchanges the code for the accounts that the member can choose from.
   * @param answer.params what the network sent back, `code` among it; a refusal is handled before
   */
  exchange: (
    answer: { params: Record<string, string>; redirectUri: string; codeVerifier: string },
    context: CallContext,
  ) => Promise<Connection<Credentials>[]>;
};
