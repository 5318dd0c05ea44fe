const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration in the units that it is written with; each `unit` has its text in the catalogue `time`. */
export type Duration =
  | { unit: 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days'; values: { n: number } }
  | { unit: 'hoursMinutes'; values: { h: number; m: number } }
  | { unit: 'daysHours'; values: { d: number; h: number } };

/**
 * Splits a duration so that what is left out never exceeds a tenth of it by much: minutes count below ten hours, hours below
 * four days. Two days begin at 48 hours, because "1 d" for 46 hours would be wrong by half.
 */
export function durationOf(ms: number): Duration {
  if (ms < SECOND) return { unit: 'milliseconds', values: { n: Math.round(ms) } };
  if (ms < MINUTE) return { unit: 'seconds', values: { n: Math.floor(ms / SECOND) } };
  if (ms < HOUR) return { unit: 'minutes', values: { n: Math.floor(ms / MINUTE) } };
  if (ms < 2 * DAY) {
    const h = Math.floor(ms / HOUR);
    const m = Math.floor((ms % HOUR) / MINUTE);
    return h < 10 && m > 0 ? { unit: 'hoursMinutes', values: { h, m } } : { unit: 'hours', values: { n: h } };
  }
  const d = Math.floor(ms / DAY);
  const h = Math.floor((ms % DAY) / HOUR);
  return d < 4 && h > 0 ? { unit: 'daysHours', values: { d, h } } : { unit: 'days', values: { n: d } };
}
