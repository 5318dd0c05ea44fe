import type { ItemKind } from './capabilities.ts';
import type { AppSettings, CallContext, ChannelContext } from './channel-context.ts';
import type { NetworkError } from './errors.ts';
import type { InboundEvent, InboundPost } from './inbound.ts';

/** A request to a network's webhook address. Header names are lower case. */
export type WebhookRequest = {
  method: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** The exact bytes, because the signature covers them. */
  body: Uint8Array;
};

export type WebhookAnswer = { status: number; contentType: string; body: string };

/** A delivery as it was stored. */
export type WebhookDelivery = { headers: Record<string, string>; body: string; receivedAt: Date };

/** What a challenge may look like. A connector chooses one of these and cannot widen it. */
export type ChallengeShape = 'uuid' | 'token';

/**
 * The network's check that the webhook address belongs to us. Anybody can send such a request with a text of their
 * choice, so a connector only says where the challenge is, what it looks like and how to answer; `answerHandshake` decides.
 */
export type WebhookHandshake = {
  shape: ChallengeShape;
  /** The challenge in a GET request's query; undefined when the request is not a handshake. Does not check its shape. */
  readChallenge: (query: Readonly<Record<string, string>>) => string | undefined;
  /** Whether the request carries the app's verify token. Absent: the network sends none. */
  isTokenValid?: (query: Readonly<Record<string, string>>, app: AppSettings) => boolean;
  /** The answer to a challenge of that shape; null when the app's secret is not set. */
  respond: (challenge: string, app: AppSettings) => { json: Record<string, string> } | { text: string } | null;
};

/** The outcome of subscribing one event: null when the network accepted it, else why it refused. */
export type SubscribedEvent = { event: string; refusal: NetworkError | null };

/** How a connector receives what its network pushes. */
export type WebhookHandler<Credentials> = {
  /**
   * The kinds of item that the network pushes, with the longest usual delay in milliseconds. If a poll finds an item that
   * is older than this and was not pushed, a delivery was lost.
   */
  pushDelays: Partial<Record<ItemKind, number>>;
  /** Absent: the network does not check the address. */
  handshake?: WebhookHandshake;
  /**
   * Whether the network sent this request. Only `verifyDelivery` calls it, with a POST whose body cannot be a challenge.
   * `stale`: the signature is right but too old, so the request may be a replay.
   */
  verify: (request: WebhookRequest, app: AppSettings, now: Date) => 'genuine' | 'forged' | 'stale';
  /**
   * A second proof of a request that `verify` calls genuine, for which the network may have to be asked.
   * @throws NetworkError when nobody can tell now: the network sends the request again
   */
  isSenderProven?: (request: WebhookRequest, context: CallContext) => Promise<boolean>;
  /** External ids of the accounts that a genuine delivery is about. @throws any error for an unreadable delivery: it is stored and shown */
  readAccountIds: (delivery: { headers: Record<string, string>; body: string }) => string[];
  /**
   * The events in a delivery for one of these channels. Calls the network for what the delivery leaves out.
   * @throws NetworkError as any call; any other error for an unreadable delivery: it is stored and shown
   */
  parse: (
    channel: ChannelContext<Credentials>,
    delivery: WebhookDelivery,
  ) => Promise<{ events: InboundEvent[]; posts?: InboundPost[] }>;
  /**
   * What `subscribe` may ask for, by the network's names, with the kinds of item that each event brings. An event without
   * any is not missed when it is refused.
   */
  events?: Readonly<Record<string, readonly ItemKind[]>>;
  /**
   * Subscribes this account's events to `callbackUrl`, or confirms the subscription. What the network refuses of one event
   * keeps no other from being subscribed. Safe to repeat. Absent: the operator does it in the app's dashboard.
   * @returns one outcome for each event that was asked for
   * @throws NetworkError `refused` or `gone` when all events are refused for one reason; other kinds when nobody can tell now
   */
  subscribe?: (channel: ChannelContext<Credentials>, callbackUrl: string) => Promise<SubscribedEvent[]>;
};
