import { ApiError } from './answers.ts';

type Limit = { name: string; max: number; ms: number };

const MINUTE_MS = 60_000;
/** An app's default tier for each endpoint ("Rate limits"). */
const published: readonly Limit[] = [
  { name: 'QPM', max: 600, ms: MINUTE_MS },
  { name: 'QPD', max: 864_000, ms: 24 * 60 * MINUTE_MS },
];
/** The shorter limits: a client without its own rate limiter would exceed them. */
const fine: readonly Limit[] = [
  { name: 'QPS', max: 10, ms: 1_000 },
  { name: 'QPM of the account', max: 40, ms: MINUTE_MS },
];

/** Counts calls, and refuses those beyond a limit. */
export class Limits {
  readonly exceeded: string[] = [];
  /** The open periods, by endpoint and limit: a period starts with its first call. */
  readonly #spans = new Map<string, { ends: number; calls: number }>();
  readonly #limits: readonly Limit[];
  readonly #now: () => Date;

  constructor({ now, isFine }: { now: () => Date; isFine: boolean }) {
    this.#now = now;
    this.#limits = isFine ? [...published, ...fine] : published;
  }

  /** @throws ApiError 40100 */
  count(endpoint: string): void {
    const now = this.#now().getTime();
    for (const { name, max, ms } of this.#limits) {
      const key = `${endpoint} ${name}`;
      const held = this.#spans.get(key);
      const span = held && held.ends > now ? held : { ends: now + ms, calls: 0 };
      span.calls += 1;
      this.#spans.set(key, span);
      if (span.calls <= max) continue;
      this.exceeded.push(`${endpoint}: more than ${max} (${name})`);
      throw new ApiError(40100, `Too many requests: ${name} limit reached`);
    }
  }
}
