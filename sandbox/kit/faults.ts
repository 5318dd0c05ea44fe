import type { Fault, SandboxAnswer, SandboxRequest } from './types.ts';

export type Storm = {
  /** The share of calls that go wrong, 0 to 1. */
  rate: number;
  kinds: readonly Fault['kind'][];
  random: () => number;
  /** How long an injected rate limit lasts. */
  limitedForMs: number;
};

/** What goes wrong with a network's answers: the next ones by order, or a share of all in a storm. */
export class Faults {
  #next: { isWrite: boolean; fault: Fault }[] = [];
  readonly #refused: { matches: (request: SandboxRequest) => boolean; answer: SandboxAnswer }[] = [];
  #storm: Storm | null = null;

  failNext(what: 'read' | 'write', fault: Fault): void {
    this.#next.push({ isWrite: what === 'write', fault });
  }

  /** Answers from now on so whatever matches: a field that this account or app does not have. */
  refuse(matches: (request: SandboxRequest) => boolean, answer: SandboxAnswer): void {
    this.#refused.push({ matches, answer });
  }

  /** Ends all planted refusals. */
  refuseNothing(): void {
    this.#refused.length = 0;
  }

  /** Headers that every answer has from now on, whatever the network says otherwise. */
  headers: Record<string, string> = {};

  /** The answer that was planted for a request; null for none. */
  refusalOf(request: SandboxRequest): SandboxAnswer | null {
    return this.#refused.find(({ matches }) => matches(request))?.answer ?? null;
  }

  storm(storm: Storm | null): void {
    this.#storm = storm;
  }

  /** The fault of a call; null for none. */
  take(isWrite: boolean, now: Date): Fault | null {
    const at = this.#next.findIndex((one) => one.isWrite === isWrite);
    if (at >= 0) return this.#next.splice(at, 1)[0]?.fault ?? null;
    const storm = this.#storm;
    if (!storm || storm.random() >= storm.rate) return null;
    const kind = storm.kinds[Math.floor(storm.random() * storm.kinds.length)];
    switch (kind) {
      case 'rate_limited':
        return { kind, until: new Date(now.getTime() + storm.limitedForMs) };
      case 'cut':
        return { kind, when: storm.random() < 0.5 ? 'before' : 'after' };
      case 'server_error':
      case 'rejected':
      case 'garbage':
      case 'silence':
        return { kind };
      case undefined:
        return null;
      default:
        return kind satisfies never;
    }
  }
}
