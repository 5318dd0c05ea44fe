import type { AppSettings, ChannelContext } from './channel-context.ts';
import type { ItemKind } from './item-kinds.ts';

/** A permission that the account grants to the app. */
export type NeededScope = {
  /** The network's name of it. */
  scope: string;
  /** The kinds of item that do not come without it; empty where it is for acts alone. */
  kinds: readonly ItemKind[];
};

/**
 * What a read has shown. `skipped`: there was nothing on the account to read it of, or this account or app does not have it.
 * `found`: facts by their names in {@link ChannelChecks.facts}, for every worker to begin with.
 */
export type ReadResult = {
  skipped?: 'nothing_to_read' | 'not_on_account';
  found?: Readonly<Record<string, string>>;
};

/** A read of one endpoint with exactly the fields that the connector asks for. */
export type EndpointRead<Credentials> = {
  /** The network's name of the endpoint, unique among the reads: `GET commentThreads`. */
  name: string;
  /** The kinds of item that do not come without it. */
  kinds: readonly ItemKind[];
  /** The most that it costs, in millionths of a US dollar. Absent: nothing. */
  costMicros?: number;
  /** @throws NetworkError */
  read(this: void, channel: ChannelContext<Credentials>): Promise<ReadResult | undefined>;
};

/**
 * How a channel is checked on the real account. Its reads are made one after the other, within the rate limits and the
 * budget of the channel.
 */
export type ChannelChecks<Credentials> = {
  reads: readonly EndpointRead<Credentials>[];
  /** The most that checking the sign-in costs, in millionths of a US dollar. Absent: nothing. */
  signInMicros?: number;
  /** The permissions that the connector needs, and those that the account has granted. */
  scopes?: {
    needed: (channel: ChannelContext<Credentials>) => readonly NeededScope[];
    /** @returns null where the network does not tell @throws NetworkError */
    granted: (channel: ChannelContext<Credentials>) => Promise<readonly string[] | null>;
  };
  /**
   * The events that the network says it pushes for this account. Absent: the network has no such list, and what it answered
   * to the subscription is all that is known. @throws NetworkError
   */
  subscribed?: (channel: ChannelContext<Credentials>) => Promise<readonly string[]>;
  /** What no document of the network says for certain, by name, with what settles it: a read by its name, or the trial. */
  facts?: Readonly<Record<string, { settledBy: string }>>;
};

/** What reading a channel on schedule uses of one of its rate limits. */
export type ScheduledUse = {
  /** Name in the connector's `rateLimits`. */
  rateLimit: string;
  /**
   * How much a channel uses in a day that is read every `everyMs`. Absent: only what the network says of the limit can be
   * compared. 0: the limit does not hold for this app.
   */
  perDay?: (everyMs: number, app: AppSettings) => number;
};
