const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** A moment on the clock of a time zone. `minute`: of the day, 0 to 1,439. */
export type LocalTime = { year: number; month: number; day: number; minute: number };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-u-hc-h23', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

export function isTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false; // RangeError is how Intl says that it knows no such zone
  }
}

/** What the clock says in a time zone. */
export function localTime(at: Date, timeZone: string): LocalTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return { year: of('year'), month: of('month'), day: of('day'), minute: of('hour') * 60 + of('minute') };
}

/**
 * When the clock of a time zone next says this minute of the day, after `at`. Where the clock is put forward and never says it,
 * the moment of the change; where it says it twice, the first time.
 */
export function nextLocalMinute(at: Date, minute: number, timeZone: string): Date {
  const { year, month, day } = localTime(at, timeZone);
  for (let ahead = 0; ; ahead += 1) {
    const found = instantOf({ year, month, day: day + ahead, minute }, timeZone);
    if (found > at) return found;
  }
}

/** The moment at which the clock says this. @param local.day may go beyond the month's end */
function instantOf({ year, month, day, minute }: LocalTime, timeZone: string): Date {
  const asUtc = Date.UTC(year, month - 1, day) + minute * MINUTE_MS;
  const offsets = [-1, 1].map((days) => offsetAt(new Date(asUtc + days * DAY_MINUTES * MINUTE_MS), timeZone));
  // The greater offset gives the earlier moment.
  const candidates = offsets.toSorted((a, b) => b - a).map((offset) => new Date(asUtc - offset));
  const exact = candidates.find((moment) => moment.getTime() + offsetAt(moment, timeZone) === asUtc);
  return exact ?? endOfGap(candidates[0] ?? new Date(asUtc), candidates[1] ?? new Date(asUtc), timeZone);
}

/** How far the clock is ahead of UTC, in milliseconds. */
function offsetAt(at: Date, timeZone: string): number {
  const { year, month, day, minute } = localTime(at, timeZone);
  const whole = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
  return Date.UTC(year, month - 1, day) + minute * MINUTE_MS - whole;
}

/** The moment between two at which the clock is put forward, to the minute. */
function endOfGap(from: Date, to: Date, timeZone: string): Date {
  const before = offsetAt(from, timeZone);
  let [low, high] = [from.getTime(), to.getTime()];
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
    if (offsetAt(new Date(middle), timeZone) === before) low = middle;
    else high = middle;
  }
  return new Date(high);
}
