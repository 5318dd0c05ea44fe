import type { DateTimeFormatOptions } from 'next-intl';

/** A moment as its member chose it: in the browser's time zone, with the day of the week that the words name. */
export const localMoment = (): DateTimeFormatOptions => ({
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
