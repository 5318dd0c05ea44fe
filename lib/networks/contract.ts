import type { z } from 'zod';
import type { ActionRequest, ConnectField, Receipt } from './action-request.ts';
import type { ActionKind, Capabilities, CapabilityName, ItemFacts, ItemKind, Rights } from './capabilities.ts';
import type {
  Allowance,
  AppSettings,
  ChannelAccount,
  ChannelContext,
  Connection,
  OAuthDoor,
  PullPage,
  Reach,
} from './channel-context.ts';
import type { ErasureDoor, HeldMessage, Terms, WebhookHandler } from './doors.ts';
import type { NetworkErrorReason } from './errors.ts';
import type { InboundEvent } from './inbound.ts';

// The contract is read here, part by part; each stands in a file of its own.
export { itemKinds, actionKinds, capabilityNames } from './capabilities.ts';
export type {
  ItemKind,
  ActionKind,
  ReplyWindow,
  ReplyCapability,
  Capabilities,
  CapabilityName,
  Rights,
  ItemFacts,
  Offer,
  Offers,
} from './capabilities.ts';
export type { InboundAuthor, InboundAttachment, InboundPost, InboundMessage, InboundEvent } from './inbound.ts';
export type {
  PullPage,
  ChannelAccount,
  AppSettings,
  Allowance,
  Gate,
  Reach,
  ChannelContext,
  Connection,
  OAuthDoor,
} from './channel-context.ts';
export type { ActionRequest, Receipt, ConnectField } from './action-request.ts';
export type {
  WebhookRequest,
  WebhookAnswer,
  WebhookDelivery,
  WebhookHandler,
  WebhookHandshake,
  ErasureDoor,
  Terms,
  HeldMessage,
} from './doors.ts';

/** What is believed of a network's messages. */
export type InboundLimits = {
  /** The longest text that is stored, in UTF-16 units; 65,536 when absent. Far above what the network itself allows. */
  maxTextLength?: number;
  /** The day the network began, as ISO 8601: nothing on it is older. 2004-01-01 when absent. */
  since?: string;
};

/** The operator's app, as the settings page asks for it. */
export type AppDescription = {
  /** Of `PARVIS_<NETWORK>_CLIENT_ID`, `_CLIENT_SECRET`, `_WEBHOOK_SECRET`: those without which nothing goes. */
  required: readonly ('clientId' | 'clientSecret' | 'webhookSecret')[];
  /** Further settings, `PARVIS_<NETWORK>_<NAME IN CAPITALS>`; the first of `values` holds when it is not set. */
  options?: readonly { name: string; values?: readonly string[] }[];
  /** Tries the settings at the network, as far as it can without an account. @throws NetworkError */
  test?: (reach: Reach) => Promise<void>;
};

/**
 * One network, behind one contract. Every method throws only {@link NetworkError}s for what the network did;
 * anything else is a bug of ours.
 */
export interface Connector<Credentials = unknown> {
  readonly network: string;
  readonly name: string;
  /** The network's mark: an SVG path in a box of 24 by 24, and its colour as `#rrggbb`. */
  readonly mark: { path: string; color: string };
  /** The fields that the connect page asks for; empty where the account is connected through `oauth`. */
  readonly connectFields: readonly ConnectField[];
  readonly oauth?: OAuthDoor<Credentials>;
  /** Absent: the network needs no app of the operator. */
  readonly app?: AppDescription;
  readonly credentialsSchema: z.ZodType<Credentials>;
  /** Which kinds of item come from here, and what may be done to them at the best. */
  readonly capabilities: Partial<Record<ItemKind, Capabilities>>;
  /** What has to hold beside for a capability: the reason given where it does not. For the table of all networks. */
  readonly conditions?: Partial<Record<ItemKind, Partial<Record<CapabilityName, readonly NetworkErrorReason[]>>>>;
  /** What the capabilities offer but this item, message or account does not allow now. Pure: no network. */
  readonly refuses?: (
    facts: ItemFacts,
    channel: { rights: Rights; app: AppSettings },
  ) => Partial<Record<CapabilityName, NetworkErrorReason>>;
  /**
   * The most characters of a reply where this account or app is given another length than the capability's `maxLength`;
   * counted as the capability counts. Pure: no network.
   */
  readonly replyLengths?: (
    facts: ItemFacts,
    channel: { rights: Rights; app: AppSettings },
  ) => Partial<Record<'reply' | 'privateReply', number>>;
  /** Milliseconds between two pulls: at the liveliest and asleep. */
  readonly pace: { minMs: number; maxMs: number };
  readonly allowances?: Readonly<Record<string, Allowance>>;
  /** Whether calls cost money, so that a channel has a budget. */
  readonly isPriced?: true;
  readonly terms?: Terms;
  /** What is believed of what comes from here. */
  readonly inbound?: InboundLimits;
  /**
   * Signs in with what the member typed, or with tokens obtained elsewhere (`accessToken`, `refreshToken`, `expiresAt`
   * as ISO 8601, `externalId`). @throws NetworkError `unauthorized` or `refused` with the network's reason.
   */
  connect(input: Record<string, string>, reach: Reach): Promise<Connection<Credentials>>;
  /** When credentials die, and when they are to be renewed ahead of it. Absent: not before the network says so. */
  tokenLife?(credentials: Credentials): { expiresAt?: Date; refreshAt?: Date };
  /** New credentials for old. Called by one worker at a time. @throws NetworkError `unauthorized` when the old ones are dead for good */
  refresh?(credentials: Credentials, reach: Reach): Promise<Credentials>;
  /**
   * The daily check: is the token good, what may the account do now, and does the network still push its events (absent:
   * it does not say). @throws NetworkError
   */
  checkAccess?(
    channel: ChannelContext<Credentials>,
  ): Promise<{ account?: ChannelAccount; rights?: Rights; isSubscribed?: boolean }>;
  /**
   * Reads what is new since `cursor` (null: all that the network still gives, at most 90 days back): what is new first,
   * then deeper into the history, page by page. May be left after any page and goes on from its cursor.
   */
  pull(channel: ChannelContext<Credentials>, cursor: unknown): AsyncGenerator<PullPage, void, undefined>;
  /** Reads all that stands under one post, nested replies too: to fill a gap. Its cursor is not kept. */
  rereadPost?(
    channel: ChannelContext<Credentials>,
    postExternalId: string,
  ): AsyncGenerator<Omit<PullPage, 'cursor'>, void, undefined>;
  /** Reads messages again by id: each comes back as it is now, or as `message_deleted`. */
  recheck?(channel: ChannelContext<Credentials>, messages: HeldMessage[]): Promise<InboundEvent[]>;
  /** Makes the keys that let a repeated attempt be recognised. Pure: no network. */
  prepare(kind: ActionKind): Record<string, string>;
  perform(channel: ChannelContext<Credentials>, action: ActionRequest): Promise<Receipt>;
  /** Looks whether an attempt whose end is unknown did happen. @returns null when it surely did not; `unknown` when it can't be told. */
  findPerformed(channel: ChannelContext<Credentials>, action: ActionRequest): Promise<Receipt | null | 'unknown'>;
  /** What the network reports for recent posts of the account, for the completeness proof. */
  reportedCounts(channel: ChannelContext<Credentials>, postExternalIds: string[]): Promise<Map<string, number>>;
  readonly webhook?: WebhookHandler<Credentials>;
  readonly erasure?: ErasureDoor;
}
