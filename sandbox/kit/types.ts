import type { ItemKind, WebhookRequest } from '#lib/networks/contract.ts';

export type SandboxRequest = {
  method: string;
  /** Without the network's prefix. */
  path: string;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Buffer;
};

export type SandboxAnswer = {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent unchanged; `headers` give its type. */
  body?: string | Buffer;
};

/** What goes wrong with the next answer to a read or a write. */
export type Fault =
  | { kind: 'rate_limited'; until: Date }
  | { kind: 'server_error' }
  | { kind: 'rejected' }
  | { kind: 'garbage' }
  | { kind: 'silence' }
  /** The connection is cut before the network performed the call, or after. */
  | { kind: 'cut'; when: 'before' | 'after' };

/** Somebody's account: what the networks show of it. */
export type Profile = {
  name: string;
  /** Short and in ASCII, which every network accepts. */ handle: string;
  avatarUrl: string;
};

/** Who is on the networks, where one brand and the same people are on all of them. */
export type Cast = {
  brand: Profile;
  /** The person whom a fan's short name stands for; undefined for somebody else, whom a sandbox makes up. */
  personOf: (fan: string) => Profile | undefined;
};

/** What a person writes. */
export type FanWords = {
  kind: ItemKind;
  text: string;
  /** Who writes: a short ASCII name, created when first used. */
  fan?: string;
  /** The post of the brand, or the message, that it answers (an id that the connector reports). */
  under?: string;
  imageUrl?: string;
  rating?: number;
  variant?: string;
  /** How long ago it was written. */
  agoMs?: number;
};

/** One message on the network, for comparison with the inbox. Ids are those that the connector reports. */
export type HeldWords = {
  id: string;
  kind: ItemKind;
  text: string;
  isDeleted: boolean;
  direction: 'inbound' | 'outbound';
};

/**
 * A sandbox for one network: its HTTP API as documented, the people on it, and what a test can look at. It keeps its
 * state in memory and uses the clock it is given.
 */
export interface NetworkSandbox {
  readonly network: string;
  /** The name of its brand account. */
  readonly brand: { externalId: string; handle: string; name: string };
  /** The app that it knows; empty texts for a network without apps. */
  readonly app: { clientId: string; clientSecret: string; webhookSecret: string; options?: Record<string, string> };
  /** Kinds of item that fans can write here. */
  readonly kinds: readonly ItemKind[];
  /** Answers an API call, including the OAuth pages. */
  handle(request: SandboxRequest): SandboxAnswer | Promise<SandboxAnswer>;
  /** Whether a call changes something (signing in does not), which decides whether faults count it as a read or a write. */
  isWrite(request: SandboxRequest): boolean;
  /** The network's own answers for a rate limit and for a server error. */
  limited(until: Date): SandboxAnswer;
  broken(): SandboxAnswer;
  /** Its answer to a call that it refuses though nothing is wrong with it: it happens, and passes. */
  rejects(): SandboxAnswer;
  /** Tokens for the brand account, as `Connector.connect` accepts them. */
  connectInput(): Record<string, string>;
  /** @returns the post's id; a network without posts returns the brand's id */
  brandPosts(text: string, given?: { agoMs?: number }): string;
  /** The brand answers a message on the network itself, without the product. */
  brandAnswers?(id: string, text: string, given: { agoMs: number }): void;
  fanWrites(words: FanWords): string;
  fanEdits(id: string, text: string): void;
  fanDeletes(id: string): void;
  /** The author of a message opens the conversation, and reads what the brand wrote there. */
  fanReads?(id: string): void;
  /** The brand's answers to a message on the network, in order, public and private. */
  answersTo(id: string): string[];
  isSet(kind: 'hide' | 'like' | 'block' | 'mute' | 'delete', id: string): boolean;
  /** All messages that an inbox must have. */
  held(): HeldWords[];
  /** Ends all access tokens; where tokens never expire, refuses the ones that exist. */
  expireAccess(): void;
  /** Ends all refresh tokens; does nothing where there are none. */
  expireRefresh(): void;
  /** The brand account revokes its permission. */
  revoke(): void;
  logins(): { signIns: number; refreshes: number };
  /** How often a rate limit was exceeded. */
  exceeded(): string[];
  /**
   * Deliveries that wait to be sent to the webhook address; reading removes them. The sender adds the rest of the
   * address to `url`.
   */
  takeDeliveries(): WebhookRequest[];
  /** Refuses from now on what this event type, field, or permission of the sign-in is needed for; what was subscribed with it ends. */
  withhold?(what: string): void;
  /** From now on the network refuses pages of its lists that are too much for it. */
  growHeavy?(): void;
  /** How often it has refused a page as too much. */
  heavyRefusals?(): number;
  /** The network's handshake request, where it has one. */
  handshake?(): { request: WebhookRequest; isAnswered: (answer: { status: number; body: string }) => boolean };
  /** What everybody sees, as the body of an HTML page. */
  publicPage(): string;
}

/** What a network's folder in the sandbox exports as `createSandbox`. */
export type CreateSandbox = (given: {
  /** Its own address, prefix included. */ baseUrl: string;
  now: () => Date;
  /** Changes the picture addresses of what is pushed, where this server serves the pictures itself. */
  withPictures?: (json: unknown) => unknown;
  /** Without it, each sandbox has a brand and people of its own. */
  cast?: Cast;
}) => NetworkSandbox;
