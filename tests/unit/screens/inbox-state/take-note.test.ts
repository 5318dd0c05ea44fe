import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { linesKey, takeNote } from '#components/departures/take-note.ts';
import { linesOf, sinceLeftNumbersKey } from '#components/inbox-state/workspace/use-since-left.ts';
import type { SinceLeft } from '#lib/items/departures/types.ts';

const aReading = (changed: number): SinceLeft => ({
  leftAt: '2026-11-20T18:02:00.000Z',
  until: '2026-11-23T08:00:00.000Z',
  isAcknowledged: false,
  changed: { total: changed, lines: [] },
  due: { total: 0, lines: [] },
  promised: { total: 0, lines: [] },
  seen: [],
});

/** What a page shows that has read four lines, while five are known by now. */
function aPage() {
  const cache = new QueryClient();
  const [shown, numbers] = [aReading(4), aReading(5)];
  cache.setQueryData(linesKey, shown);
  cache.setQueryData(sinceLeftNumbersKey, numbers);
  const known = () =>
    [linesKey, sinceLeftNumbersKey].map((key) => cache.getQueryData<SinceLeft>(key)).map((one) => one && linesOf(one));
  return { cache, shown, known };
}

test('what is acknowledged is gone before the answer comes, and stays away', async () => {
  const { cache, shown, known } = aPage();
  const answer = Promise.withResolvers<undefined>();
  const noting = takeNote(cache, shown, () => answer.promise);
  expect(known()).toEqual([0, 0]);
  answer.resolve(undefined);
  await noting;
  expect(known()).toEqual([0, 0]);
});

test('an acknowledgment that failed leaves everything to be told', async () => {
  const { cache, shown, known } = aPage();
  const failed = takeNote(cache, shown, () => Promise.reject(new Error('no connection')));
  await expect(failed).rejects.toThrow('no connection');
  expect(known()).toEqual([4, 5]);
  expect(cache.getQueryData(linesKey)).toMatchObject({ isAcknowledged: false });
});
