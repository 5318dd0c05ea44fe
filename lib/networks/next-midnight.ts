/** A time zone's name in the IANA database, such as `America/Los_Angeles`. */
export type TimeZone = 'UTC' | 'America/Los_Angeles';

/** No day lasts longer, not even the one on which clocks go back. */
const LONGEST_DAY_MS = 26 * 3_600_000;

// Created once: each formatter takes some 100 kB outside the heap, which the garbage collector does not count.
const calendars: Record<TimeZone, Intl.DateTimeFormat> = {
  UTC: new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC', dateStyle: 'short' }),
  'America/Los_Angeles': new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles', dateStyle: 'short' }),
};

/** The last answer for each zone: `midnight` is the next one for every moment from `from` on. */
const lastFound = new Map<TimeZone, { from: number; midnight: number }>();

/** The next midnight on the clocks of a zone, also on days of 23 and 25 hours. */
export function nextMidnight(timeZone: TimeZone, now: Date): Date {
  const from = now.getTime();
  const known = lastFound.get(timeZone);
  if (known && from >= known.from && from < known.midnight) return new Date(known.midnight);
  const dateAt = (at: number) => calendars[timeZone].format(at);
  const today = dateAt(from);
  let [before, after] = [from, from + LONGEST_DAY_MS];
  // A binary search for the one moment in between at which the date changes.
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dateAt(middle) === today) before = middle;
    else after = middle;
  }
  lastFound.set(timeZone, { from, midnight: after });
  return new Date(after);
}

/** The date on the calendars of a zone, such as `2026-11-21`. */
export function dateIn(timeZone: TimeZone, at: Date): string {
  return calendars[timeZone].format(at);
}
