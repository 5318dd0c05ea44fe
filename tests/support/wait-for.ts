import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';

type Options<T> = {
  /** When the wait is over; without it, as soon as something is seen: neither undefined nor null nor false. */
  until?: (seen: T) => boolean;
  /** Generous: a busy machine, or a transaction of another test on the same server, may need many seconds. */
  withinMs?: number;
  everyMs?: number;
};

type Seen<T> = Exclude<T, undefined | null | false>;

/**
 * Looks again and again, for what another process or a later moment brings. The tests have no other way to wait.
 * @param what a sentence for whoever reads the failure
 * @param look what it throws counts as "not yet"
 * @returns what was seen at last
 * @throws Error when the time is up, with what was seen last
 */
export async function waitFor<T>(
  what: string,
  look: () => T | Promise<T>,
  options: Options<T> & { until: (seen: T) => boolean },
): Promise<T>;
export async function waitFor<T>(what: string, look: () => T | Promise<T>, options?: Options<T>): Promise<Seen<T>>;
export async function waitFor<T>(
  what: string,
  look: () => T | Promise<T>,
  {
    until = (seen) => seen !== undefined && seen !== null && seen !== false,
    withinMs = 60_000,
    everyMs = 25,
  }: Options<T> = {},
): Promise<T> {
  const deadline = performance.now() + withinMs;
  let last: unknown;
  let isThrown = false;
  do {
    try {
      const seen = await look();
      if (until(seen)) return seen;
      [last, isThrown] = [seen, false];
    } catch (error) {
      [last, isThrown] = [error, true];
    }
    await pause(everyMs);
  } while (performance.now() < deadline);
  const shown = isThrown && last instanceof Error ? last.message : inspect(last, { depth: 6, breakLength: 120 });
  throw new Error(
    `Not within ${withinMs / 1_000} s: ${what}. ${isThrown ? 'The last look failed' : 'Last seen'}: ${shown}`,
    {
      cause: last,
    },
  );
}
