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
  /** Sent as it is; `headers` say what it is. */
  body?: string | Buffer;
};

/** What goes wrong with the next answer to a read or a write. */
export type Fault =
  | { kind: 'rate_limited'; until: Date }
  | { kind: 'server_error' }
  | { kind: 'garbage' }
  | { kind: 'silence' }
  /** The connection is cut before the network acted, or after. */
  | { kind: 'cut'; when: 'before' | 'after' };

/** What the crowd writes. */
export type FanWords = {
  kind: ItemKind;
  text: string;
  /** Who: a short ASCII name, made known on its first word. */
  fan?: string;
  /** Under which post of the brand, or which message it answers (an id that the connector tells). */
  under?: string;
  imageUrl?: string;
  rating?: number;
  variant?: string;
  /** Written so long ago. */
  agoMs?: number;
};

/** One message as the network holds it, for comparison with the inbox. Ids are those that the connector tells. */
export type HeldWords = {
  id: string;
  kind: ItemKind;
  text: string;
  isDeleted: boolean;
  direction: 'inbound' | 'outbound';
};

/**
 * A stand-in for one network: its HTTP API as the contract publishes it, the people on it, and what can be looked at.
 * It keeps its world in memory and its time by the clock it is given.
 */
export interface NetworkSandbox {
  readonly network: string;
  /** The name of its brand account. */
  readonly brand: { externalId: string; handle: string; name: string };
  /** The app that it knows. */
  readonly app: { clientId: string; clientSecret: string; webhookSecret: string; options?: Record<string, string> };
  /** Kinds of item that fans can write here. */
  readonly kinds: readonly ItemKind[];
  /** Answers a call of the API, the OAuth pages included. */
  handle(request: SandboxRequest): SandboxAnswer | Promise<SandboxAnswer>;
  /** Whether a call changes something: the faults tell reads from writes by it. */
  isWrite(request: SandboxRequest): boolean;
  /** The network's own way to say that too much was asked, and that it is broken. */
  limited(until: Date): SandboxAnswer;
  broken(): SandboxAnswer;
  /** Tokens for the brand account, as `Connector.connect` takes them. */
  connectInput(): Record<string, string>;
  brandPosts(text: string): string;
  fanWrites(words: FanWords): string;
  fanEdits(id: string, text: string): void;
  fanDeletes(id: string): void;
  /** The brand's answers to a message that stand on the network, in order: public and private. */
  answersTo(id: string): string[];
  isSet(kind: 'hide' | 'like' | 'block' | 'mute' | 'delete', id: string): boolean;
  /** All that was written and that an inbox must hold. */
  held(): HeldWords[];
  expireAccess(): void;
  expireRefresh(): void;
  /** The brand account takes its permission back. */
  revoke(): void;
  logins(): { signIns: number; refreshes: number };
  /** How often a limit was exceeded. */
  exceeded(): string[];
  /** Deliveries that wait to be sent to the webhook address; taken away by the reading. `url` has the address's query and path left to the sender. */
  takeDeliveries(): WebhookRequest[];
  /** The handshake request of the network, where it has one. */
  handshake?(): { request: WebhookRequest; isAnswered: (answer: { status: number; body: string }) => boolean };
  /** What the audience sees, as the body of an HTML page. */
  publicPage(): string;
}

/** What a network's folder in the sandbox exports as `createSandbox`. */
export type CreateSandbox = (given: {
  /** Its own address, prefix included. */ baseUrl: string;
  now: () => Date;
}) => NetworkSandbox;
