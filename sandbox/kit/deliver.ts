import type { WebhookRequest } from '#lib/networks/contract.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import type { ServedNetwork } from './serve.ts';

/** How unreliable the deliveries of a network are: shares of all deliveries, 0 to 1. */
export type Sloppiness = {
  lost: number;
  twice: number;
  late: number;
  random: () => number;
  /** How late at most. */ lateMs: number;
};

export type Delivered = { sent: number; lost: number; refused: number };

type Waiting = { network: string; request: WebhookRequest; dueAt: number; tries: number };

const MAX_TRIES = 20;
const RETRY_MS = 1_000;
const PATIENCE_MS = 10_000;

/**
 * Delivers what the networks push to their webhook addresses, as they do: repeated until it is accepted, in any
 * order.
 * @param addressOf where a network's deliveries go; null while nobody has subscribed
 */
export class Postman {
  readonly #networks: ReadonlyMap<string, ServedNetwork>;
  readonly #addressesOf: (network: string) => string[];
  #waiting: Waiting[] = [];
  #sloppiness: Sloppiness | null = null;
  readonly delivered: Delivered = { sent: 0, lost: 0, refused: 0 };

  constructor(networks: ReadonlyMap<string, ServedNetwork>, addressesOf: (network: string) => string[]) {
    this.#networks = networks;
    this.#addressesOf = addressesOf;
  }

  beSloppy(sloppiness: Sloppiness | null): void {
    this.#sloppiness = sloppiness;
  }

  /** Deliveries that are still waiting. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Takes new deliveries from the networks, and sends those that are due. */
  async round(): Promise<void> {
    for (const [network, { sandbox }] of this.#networks) {
      for (const request of sandbox.takeDeliveries()) this.#take(network, request);
    }
    const now = Date.now();
    const due = this.#waiting.filter(({ dueAt }) => dueAt <= now);
    this.#waiting = this.#waiting.filter(({ dueAt }) => dueAt > now);
    await Promise.all(due.map((one) => this.#bring(one)));
  }

  #take(network: string, request: WebhookRequest): void {
    const sloppiness = this.#sloppiness;
    const happens = (share: number) => sloppiness !== null && sloppiness.random() < share;
    // What a network without a list of messages loses can be read by nobody.
    if (sloppiness && !connectorOf(network)?.isPushOnly && happens(sloppiness.lost)) {
      this.delivered.lost += 1;
      return;
    }
    const times = sloppiness && happens(sloppiness.twice) ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const lateMs = sloppiness && happens(sloppiness.late) ? sloppiness.random() * sloppiness.lateMs : 0;
      this.#waiting.push({ network, request, dueAt: Date.now() + lateMs, tries: 0 });
    }
  }

  async #bring(one: Waiting): Promise<void> {
    const addresses = this.#addressesOf(one.network);
    // Nobody has subscribed yet: they wait.
    if (addresses.length === 0) this.#waiting.push({ ...one, dueAt: Date.now() + RETRY_MS });
    for (const address of addresses) {
      if (await send(address, one.request)) {
        this.delivered.sent += 1;
      } else if (one.tries < MAX_TRIES) {
        this.#waiting.push({ ...one, tries: one.tries + 1, dueAt: Date.now() + RETRY_MS * (one.tries + 1) });
        return;
      } else {
        this.delivered.refused += 1;
      }
    }
  }
}

async function send(address: string, { method, query, headers, body }: WebhookRequest): Promise<boolean> {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  try {
    const answer = await fetch(url, {
      method,
      headers,
      ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // Nobody answered: it is delivered again.
    return false;
  }
}
