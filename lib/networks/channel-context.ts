import type { ItemKind, Rights } from './capabilities.ts';
import type { NetworkErrorReason } from './errors.ts';
import type { InboundEvent, InboundPost } from './inbound.ts';
import type { TimeZone } from './next-midnight.ts';

/** One page of what `pull` found. `cursor` may be stored once `events` are: it stands for all of them. */
export type PullPage = {
  events: InboundEvent[];
  cursor: unknown;
  posts?: InboundPost[];
  /** How far back the history has been read; `isDone` when there is no more to have. Absent: nothing new to say. */
  backfill?: { reachedAt: Date | null; isDone: boolean };
  /** Kinds that this account does not let us read, and why; empty once all are readable. Absent: nothing new to say. */
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

/** The operator's app at a network, and where the network is. */
export type AppSettings = {
  /** Replaces scheme and host of every address of the network; its path goes before theirs. */
  baseUrl?: string;
  clientId?: string;
  clientSecret?: string;
  webhookSecret?: string;
  /** Further settings that the connector names in `app.options`, by that name. */
  options: Record<string, string>;
};

/**
 * A limit that a network sets on calls. The governor counts it for all workers together.
 * Replies go before reads: reads leave `reserve` (a share, 0 to 1; 0.1 when absent) to what is written.
 */
export type RateLimit = {
  /** Shared by all channels of the operator's app, or a channel's own. */
  scope: 'app' | 'channel';
  /** The published quota. Absent: what the network's headers say, and nothing until they do. */
  max?: number;
  /** The app's setting (a name in `app.options`) that says another quota, where the network grants apps their own. */
  maxOption?: string;
  /** A span that begins with its first call, or the day that ends at midnight there. */
  window: { ms: number } | { untilMidnightIn: TimeZone };
  reserve?: number;
};

/** The governor's door: every call to a network goes through it. */
export type RateLimiter = {
  /**
   * Takes a call's share of each rate limit it names, or of none.
   * @throws NetworkError `rate_limited` with `retryAt` when one is used up; `refused` `budget_spent` when the channel's money is
   */
  acquire: (call: { costs: Readonly<Record<string, number>>; isWrite: boolean }) => Promise<void>;
  /** What the network itself said of a rate limit. */
  learn: (rateLimit: string, said: { limit?: number; remaining: number; resetAt: Date }) => Promise<void>;
  /** Nothing more of a rate limit until then: the network refused a call. */
  blockUntil: (rateLimit: string, until: Date) => Promise<void>;
  /** What calls have cost, in millionths of a US dollar. */
  recordCost: (micros: number) => Promise<void>;
};

/** What a call to a network needs before there is a channel. */
export type CallContext = { app: AppSettings; signal: AbortSignal; now: () => Date };

/** A channel as a connector sees it: no table, no workspace. */
export type ChannelContext<Credentials = unknown> = CallContext & {
  account: ChannelAccount;
  credentials: Credentials;
  rights: Rights;
  rateLimiter: RateLimiter;
  /** Stores renewed credentials at once, before they are used; the old ones may be dead by then. */
  saveCredentials: (credentials: Credentials) => Promise<void>;
  /**
   * Living credentials in place of ones that the network took no more. Of all workers one asks the network
   * (`Connector.refresh`); the others get what it got. Good ones are never replaced with nothing.
   * @throws NetworkError `unauthorized` when they cannot be renewed; `unavailable` when it cannot be told now
   */
  renewCredentials: (dead: Credentials) => Promise<Credentials>;
};

/** An account that can be connected, with all it takes. */
export type Connection<Credentials> = { account: ChannelAccount; credentials: Credentials; rights?: Rights };

/** How a member grants access in the network's own window (OAuth 2.0, RFC 6749; PKCE, RFC 7636). */
export type OAuthHandler<Credentials> = {
  /** Whether the network takes a code challenge (S256). */
  pkce: boolean;
  /** The network takes only a redirect address that ends with a slash. */
  redirectEndsWithSlash?: true;
  /** Where the member is sent. `codeChallenge` is empty without PKCE. */
  authorizeUrl: (request: { app: AppSettings; redirectUri: string; state: string; codeChallenge: string }) => string;
  /**
   * Trades the code for every account that the member may connect, to choose from.
   * @param answer.params what the network sent back, `code` among it; a refusal never gets here
   */
  exchange: (
    answer: { params: Record<string, string>; redirectUri: string; codeVerifier: string },
    context: CallContext,
  ) => Promise<Connection<Credentials>[]>;
};
