const clock = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});
const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles', dateStyle: 'short' });

const DAY_MS = 24 * 3_600_000;

/** When the day ends at Google, whose daily quotas begin anew at midnight Pacific Time. */
export function nextMidnightPacific(now: Date): Date {
  const guess = new Date(now.getTime() + DAY_MS - sinceMidnight(now));
  // On the two days that have 23 or 25 hours the guess is an hour off, to one side or the other.
  const over = sinceMidnight(guess);
  return new Date(guess.getTime() + (over > DAY_MS / 2 ? DAY_MS - over : -over));
}

/** The day as it is called at Google, `2026-11-21`. */
export function pacificDay(now: Date): string {
  return calendar.format(now);
}

/** By the clock on the wall there, in milliseconds. */
function sinceMidnight(at: Date): number {
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { hour = 0, minute = 0, second = 0 } = parts;
  return ((hour * 60 + minute) * 60 + second) * 1000 + at.getMilliseconds();
}
