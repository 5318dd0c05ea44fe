/** ISO 8601: a moment with its offset, or a duration of whole days or hours. */
export const momentPattern =
  /^(?:P\d{1,4}D|PT\d{1,4}H|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2}))$/;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * The time of a moment, or of how long ago one is: so that a saved view of the last seven days stays one.
 * @param now in milliseconds, like the answer; NaN for a date that no calendar has
 */
export function momentMs(given: string, now: number): number {
  const [, days, hours] = /^P(?:(\d+)D|T(\d+)H)$/.exec(given) ?? [];
  if (days === undefined && hours === undefined) return Date.parse(given);
  return now - Number(days ?? 0) * DAY_MS - Number(hours ?? 0) * HOUR_MS;
}
