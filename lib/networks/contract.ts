import type { z } from 'zod';
import type { ActionRequest, ConnectField, Receipt } from './action-request.ts';
import type { ChannelChecks, ScheduledUse } from './channel-checks.ts';
import type { ActionKind, Capabilities, CapabilityName, ItemFacts, Rights } from './capabilities.ts';
import type {
  AppSettings,
  CallContext,
  ChannelAccount,
  ChannelContext,
  Connection,
  OAuthHandler,
  Pricing,
  PullPage,
  RateLimit,
} from './channel-context.ts';
import type { NetworkErrorReason } from './errors.ts';
import type { InboundEvent } from './inbound.ts';
import type { ItemKind } from './item-kinds.ts';
import type { ErasureHandler, RetentionPolicy, StoredMessage } from './retention.ts';
import type { MessageTemplate } from './templates.ts';
import type { WebhookHandler } from './webhook-handler.ts';

// The contract has several files; importers need only this one.
export { itemKinds, type ItemKind } from './item-kinds.ts';
export { actionKinds, capabilityNames } from './capabilities.ts';
export type {
  ActionKind,
  ReplyWindow,
  ReplyCapability,
  TextWeights,
  Capabilities,
  CapabilityName,
  Rights,
  ItemFacts,
  Availability,
  AllowedActions,
} from './capabilities.ts';
export type { InboundAuthor, InboundAttachment, InboundPost, InboundMessage, InboundEvent } from './inbound.ts';
export type { ChannelChecks, EndpointRead, NeededScope, ReadResult, ScheduledUse } from './channel-checks.ts';
export { deliveryStates, type DeliveryState, type MessageDelivery } from './inbound.ts';
export type { FilledTemplate, MessageTemplate, TemplateParameter } from './templates.ts';
export { spendPurposes } from './channel-context.ts';
export type {
  Pricing,
  PullPage,
  ChannelAccount,
  AppSettings,
  RateLimit,
  RateLimiter,
  SpendPurpose,
  CallContext,
  ChannelContext,
  UnreadableEntry,
  Connection,
  OAuthHandler,
} from './channel-context.ts';
export type { ActionRequest, Receipt, ConnectField } from './action-request.ts';
export type {
  ChallengeShape,
  SubscribedEvent,
  WebhookRequest,
  WebhookAnswer,
  WebhookDelivery,
  WebhookHandler,
  WebhookHandshake,
} from './webhook-handler.ts';
export type { ErasureHandler, RetentionPolicy, StoredMessage } from './retention.ts';

/** Limits on what is accepted as a message of the network. */
export type InboundLimits = {
  /** The longest text that is stored, in UTF-16 units; 65,536 when absent. Far above what the network itself allows. */
  maxTextLength?: number;
  /** The day the network started, as ISO 8601: no message can be older. 2004-01-01 when absent. */
  since?: string;
};

/** The operator's app, as the settings page asks for it. */
export type AppDescription = {
  /** Of `PARVIS_<NETWORK>_CLIENT_ID`, `_CLIENT_SECRET`, `_WEBHOOK_SECRET`: the ones that the connector cannot work without. */
  required: readonly ('clientId' | 'clientSecret' | 'webhookSecret')[];
  /** Further settings, `PARVIS_<NETWORK>_<NAME IN CAPITALS>`. The first of `values` is the default. */
  options?: readonly { name: string; values?: readonly string[] }[];
  /** Checks the settings against the network, as far as possible without an account. @throws NetworkError */
  test?: (context: CallContext) => Promise<void>;
};

/**
 * One network, behind one contract. Whatever goes wrong at the network, a method throws a {@link NetworkError}; any other
 * error is a bug in our code.
 */
export interface Connector<Credentials = unknown> {
  readonly network: string;
  readonly name: string;
  /** The network's logo: an SVG path in a box of 24 by 24, and its colour as `#rrggbb`. */
  readonly mark: { path: string; color: string };
  /** The fields of the connect form; empty where the account is connected through `oauth`. */
  readonly connectFields: readonly ConnectField[];
  /** The network's page where a member gets what `connectFields` ask for. */
  readonly credentialsUrl?: string;
  readonly oauth?: OAuthHandler<Credentials>;
  /** Absent: the network needs no app of the operator. */
  readonly app?: AppDescription;
  readonly credentialsSchema: z.ZodType<Credentials>;
  /** The kinds of item that come from here, and the most that can be done with each. */
  readonly capabilities: Partial<Record<ItemKind, Capabilities>>;
  /** Why a capability may be unavailable at times, as documentation: the table of all networks shows these reasons. */
  readonly conditions?: Partial<Record<ItemKind, Partial<Record<CapabilityName, readonly NetworkErrorReason[]>>>>;
  /** Capabilities that this item, message or account does not allow now, each with its reason. Pure: no network. */
  readonly restrictions?: (
    facts: ItemFacts,
    channel: { rights: Rights; app: AppSettings },
  ) => Partial<Record<CapabilityName, NetworkErrorReason>>;
  /**
   * The longest reply, where this account or app has another limit than the capability's `maxLength`; counted as the
   * capability counts. Pure: no network.
   */
  readonly replyLengths?: (
    facts: ItemFacts,
    channel: { rights: Rights; app: AppSettings },
  ) => Partial<Record<'reply' | 'privateReply', number>>;
  /**
   * The network offers no list of messages: it tells each once, by webhook, and what was missed cannot be read later. A pull
   * only checks that the account can be reached.
   */
  readonly isPushOnly?: true;
  /** Milliseconds between two pulls: of a busy channel and of a quiet one. */
  readonly pace: { minMs: number; maxMs: number };
  readonly rateLimits?: Readonly<Record<string, RateLimit>>;
  /** What stands for the names of whoever the network does not name: `queue.nameless` says it in the reader's language. */
  readonly namelessAuthors?: readonly string[];
  /** Calls cost money, so a channel has a budget. Absent: they cost nothing. */
  readonly pricing?: Pricing;
  readonly retention?: RetentionPolicy;
  readonly inbound?: InboundLimits;
  /**
   * Signs in with what the member typed, or with tokens obtained elsewhere (`accessToken`, `refreshToken`, `expiresAt`
   * as ISO 8601, `externalId`). @throws NetworkError `unauthorized` or `refused` with the network's reason.
   */
  connect(input: Record<string, string>, context: CallContext): Promise<Connection<Credentials>>;
  /** When the credentials expire, and when to renew them ahead of that. Absent: they work until the network refuses them. */
  tokenLife?(credentials: Credentials): { expiresAt?: Date; refreshAt?: Date };
  /** Renews credentials. One worker at a time calls it. @throws NetworkError `unauthorized` when the old ones cannot be renewed any more */
  refresh?(credentials: Credentials, context: CallContext): Promise<Credentials>;
  /** The daily check: is the token valid, and what may the account do now? @throws NetworkError */
  checkCredentials?(
    channel: ChannelContext<Credentials>,
  ): Promise<{ account?: ChannelAccount; rights?: Rights; isSubscribed?: boolean }>;
  /**
   * Reads what is new since `cursor` (null: everything the network still returns, at most 90 days back). Pages go from new
   * events to older history; within a page the oldest event comes first. An edit, a deletion, and a message that the network
   * lists late must come with a later pull. A caller may stop after any page and resume from that page's cursor.
   * Where the network limits each kind of call by itself, a limit on one must not stop the others: the pull reads them
   * first, and throws `rate_limited` with `waitingKinds` at its end.
   */
  pull(channel: ChannelContext<Credentials>, cursor: unknown): AsyncGenerator<PullPage, void, undefined>;
  /** Reads everything under one post, nested replies too, to fill a gap. Its cursor is not stored. */
  rereadPost?(
    channel: ChannelContext<Credentials>,
    postExternalId: string,
  ): AsyncGenerator<Omit<PullPage, 'cursor'>, void, undefined>;
  /** Reads messages again by id: each comes back as it is now, or as `message_deleted`. */
  recheck?(channel: ChannelContext<Credentials>, messages: StoredMessage[]): Promise<InboundEvent[]>;
  /** Makes the keys that identify an action when it is attempted again. Pure: no network. */
  prepare(kind: ActionKind): Record<string, string>;
  perform(channel: ChannelContext<Credentials>, action: ActionRequest): Promise<Receipt>;
  /** Checks whether an attempt with an unknown outcome succeeded. @returns null when it certainly did not; `unknown` when nobody can tell */
  findPerformed(channel: ChannelContext<Credentials>, action: ActionRequest): Promise<Receipt | null | 'unknown'>;
  /** The network's own counts for recent posts of the account, to prove that nothing is missing here. */
  reportedCounts(channel: ChannelContext<Credentials>, postExternalIds: string[]): Promise<Map<string, number>>;
  /**
   * The templates that may be sent now, for a network whose replies say `afterWindow`. Those that need more than text
   * are left out. @throws NetworkError
   */
  listTemplates?(channel: ChannelContext<Credentials>): Promise<MessageTemplate[]>;
  /**
   * Where a message's file can be downloaded now, on a network that serves files only to the account and for a short time.
   * Such a file is kept when its message arrives. Absent: the attachments' own addresses are public.
   * @param address an attachment's `url`
   * @throws NetworkError `gone` when the network no longer has it
   */
  openFile?(
    channel: ChannelContext<Credentials>,
    address: string,
  ): Promise<{ address: URL; headers: Readonly<Record<string, string>> }>;
  readonly webhook?: WebhookHandler<Credentials>;
  /** How a channel is checked on the real account. Absent: there is nothing but its sign-in. */
  readonly checks?: ChannelChecks<Credentials>;
  /** What reading on schedule uses of the rate limits that can be too small for it. */
  readonly schedule?: readonly ScheduledUse[];
  readonly erasure?: ErasureHandler;
}
