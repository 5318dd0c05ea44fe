/** A quiet channel is read this much later each time. */
const SLOWING = 1.4;

/**
 * The wait until the next pull: at once at the liveliest when something came, slower and slower while nothing does.
 * @returns milliseconds, spread a little so that channels connected together do not stay in step
 */
export function nextPace(pace: { minMs: number; maxMs: number }, everyMs: number, newMessages: number): number {
  const wanted = newMessages > 0 ? pace.minMs : everyMs * SLOWING;
  const bounded = Math.min(Math.max(wanted, pace.minMs), pace.maxMs);
  return Math.round(bounded * (0.95 + Math.random() * 0.1));
}
