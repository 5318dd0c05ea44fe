import { secondsOf } from './cursor.ts';

const DAY_MS = 24 * 3_600_000;

/** How far back is read, in seconds. */
export function oldest(now: Date): number {
  return secondsOf(now) - (90 * DAY_MS) / 1000;
}

/** Entries may become visible late, so reading starts this far before the newest known one, in seconds. */
export const OVERLAP = 600;
