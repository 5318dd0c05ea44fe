import type { QueryClient } from '@tanstack/react-query';
import { sinceLeftNumbersKey } from '#components/inbox-state/workspace/use-since-left.ts';
import type { SinceLeft } from '#lib/items/departures/types.ts';

/** The lines of the page, apart from the numbers, which live events read again. */
export const linesKey = ['since-left-lines'];

const none = { total: 0, lines: [] };

/**
 * Shows at once that there is nothing more to tell, and acknowledges what was shown.
 * @throws what `acknowledge` throws; everything is shown again then
 */
export async function takeNote(
  cache: QueryClient,
  shown: SinceLeft,
  acknowledge: () => Promise<unknown>,
): Promise<void> {
  const numbers = cache.getQueryData<SinceLeft>(sinceLeftNumbersKey) ?? shown;
  const noted: SinceLeft = { ...shown, isAcknowledged: true, changed: none, due: none, promised: none };
  for (const key of [linesKey, sinceLeftNumbersKey]) cache.setQueryData(key, noted);
  try {
    await acknowledge();
  } catch (error) {
    // If the page was closed meanwhile, nothing is put back: it reads everything when it is opened again.
    cache.setQueryData<SinceLeft>(linesKey, (still) => still && shown);
    cache.setQueryData(sinceLeftNumbersKey, numbers);
    throw error;
  }
}
