import { log } from '#lib/log.ts';

/** How long a page waits for what it can do without, in milliseconds. */
const QUICK_MS = 2_000;

/**
 * Waits for what a page shows at once where it is at hand, and can do without: no page fails or is late for it.
 * @param name what is read, for the log
 * @returns undefined where it failed, or lasts for longer than two seconds
 */
export async function readIfQuick<T>(name: string, reading: Promise<T>): Promise<T | undefined> {
  const answer = reading.catch((error: unknown) => {
    log.error({ err: error, read: name }, 'a page is shown without what could not be read');
    return undefined;
  });
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, QUICK_MS, undefined));
  return await Promise.race([answer, late]);
}
