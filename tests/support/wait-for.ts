import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer, for what happens in another process in its own time.
 * @param what a sentence for whoever reads the failure
 * @param ask answers undefined, null or false for "not yet"; what it throws is "not yet" too
 * @throws Error when the time is up, with what was asked last
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  { withinMs = 30_000, everyMs = 50 }: { withinMs?: number; everyMs?: number } = {},
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  do {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await sleep(everyMs);
  } while (Date.now() < deadline);
  throw new Error(`${what}: not within ${withinMs} ms`, { cause: last });
}
