import type { ItemKind } from './capabilities.ts';
import type { AppSettings, ChannelContext } from './channel-context.ts';
import type { InboundEvent, InboundPost } from './inbound.ts';
import type { ChallengeShape } from './webhook-guard.ts';

/** A request that came to a network's webhook address. Header names are lower case. */
export type WebhookRequest = {
  method: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** The very bytes, which the signature is over. */
  body: Uint8Array;
};

export type WebhookAnswer = { status: number; contentType: string; body: string };

/** A delivery as it was stored. */
export type WebhookDelivery = { headers: Record<string, string>; body: string; receivedAt: Date };

/**
 * The network's question whether the address is ours. Anybody may ask it with a text of their choice, so a connector
 * only says where the challenge stands, what it looks like and what is said to it; `answerHandshake` decides.
 */
export type WebhookHandshake = {
  shape: ChallengeShape;
  /** The challenge that a GET request holds; undefined when it is no such question. Says nothing of its form. */
  readChallenge: (query: Readonly<Record<string, string>>) => string | undefined;
  /** Whether the asker knows the app's verify token. Absent: the network sends none. */
  isTokenValid?: (query: Readonly<Record<string, string>>, app: AppSettings) => boolean;
  /** What is said to a challenge of that shape; null when the app's secret is not set. */
  respond: (challenge: string, app: AppSettings) => { json: Record<string, string> } | { text: string } | null;
};

/** What a connector's webhook half does. */
export type WebhookHandler<Credentials> = {
  /** The kinds that are pushed, and how late at most the network usually is, in milliseconds: a poll that finds an older one found a loss. */
  pushDelays: Partial<Record<ItemKind, number>>;
  /** Absent: the network asks no question. */
  handshake?: WebhookHandshake;
  /**
   * Whether the network itself sent it; called by `verifyDelivery` alone, with a POST whose body cannot be a challenge.
   * `stale`: signed, but too long ago to be taken (a replay).
   */
  verify: (request: WebhookRequest, app: AppSettings, now: Date) => 'genuine' | 'forged' | 'stale';
  /** External ids of the accounts that a genuine delivery tells of. @throws any error when it cannot be read: it is kept and shown */
  readAccountIds: (delivery: { headers: Record<string, string>; body: string }) => string[];
  /**
   * What a delivery tells one of these channels; reads at the network what the delivery leaves out.
   * @throws NetworkError as any call; any other error when the delivery cannot be read: it is kept and shown
   */
  parse: (
    channel: ChannelContext<Credentials>,
    delivery: WebhookDelivery,
  ) => Promise<{ events: InboundEvent[]; posts?: InboundPost[] }>;
  /** Asks the network to send this account's events here, or sees that it does; may be repeated. Absent: the app's dashboard does it. */
  subscribe?: (channel: ChannelContext<Credentials>, callbackUrl: string) => Promise<void>;
};

/** A person's wish, passed on by the network, that what is held of her be erased. */
export type ErasureHandler = {
  /** @returns the external ids of the author; null when the request is forged or cannot be read */
  read: (request: WebhookRequest, app: AppSettings, now: Date) => string[] | null;
  /** @param statusUrl where the person can see that it was done; `code` names the request */
  answer: (done: { statusUrl: string; code: string }) => WebhookAnswer;
};

/** What the network's terms ask of whoever stores its data. */
export type RetentionPolicy = {
  /** What its author deleted is erased here too, its text and media included. */
  erasesDeleted?: true;
  /** How long other people's names and pictures may be kept, in milliseconds. */
  profilesForMs?: number;
  /** How long other people's texts may be kept before they are erased, in milliseconds; `recheck` reads them again for who opens them. */
  textsForMs?: number;
  /** Within which time what is held must be read again (`recheck`) or erased, in milliseconds. */
  refreshWithinMs?: number;
};

/** A message as `recheck` is asked about it. */
export type StoredMessage = {
  externalId: string;
  kind: ItemKind;
  threadExternalId: string;
  postExternalId?: string;
  reference: Record<string, string>;
};
