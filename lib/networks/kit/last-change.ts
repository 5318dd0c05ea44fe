/** How far a network's clock may be from ours, in milliseconds. */
const CLOCK_MS = 5_000;

/**
 * What to note of something whose last change is known to the second, once it was read: that change, or the second before as
 * long as its second is not over. More may come in it, and the time would not tell.
 * @param changedAt in milliseconds since 1970, as is the answer
 */
export function notedChange(changedAt: number, now: Date): number {
  return now.getTime() - changedAt > CLOCK_MS ? changedAt : changedAt - 1_000;
}
