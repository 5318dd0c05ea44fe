import { NetworkError } from '#lib/networks/errors.ts';
import { storable } from '#lib/text/storable.ts';
import type { DeliveryState } from './types.ts';

/** What is written of a delivery after an attempt to read it. */
export type Outcome = { state: DeliveryState; attempts: number; error: string | null; nextAt: Date | null };

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** With the pauses between them, about seven hours. */
const MOST_ATTEMPTS = 16;
/** Until somebody reconnects the channel or its budget is raised: looked at again so often, in milliseconds. */
const WAIT_MS = 5 * 60_000;

export const processed = (attempts: number): Outcome => ({
  state: 'processed',
  attempts: attempts + 1,
  error: null,
  nextAt: null,
});

/** What an attempt that threw leads to: another one later, or the end. */
export function outcomeOf(error: unknown, attempts: number, now: Date): Outcome {
  const words = wordsOf(error);
  if (!(error instanceof NetworkError))
    return { state: 'unreadable', attempts: attempts + 1, error: words, nextAt: null };
  switch (error.kind) {
    case 'gone':
      // It told of something that is no more: there is nothing left to read.
      return processed(attempts);
    case 'unauthorized':
      return waits(attempts, words, new Date(now.getTime() + WAIT_MS));
    case 'rate_limited':
      return waits(attempts, words, error.retryAt ?? new Date(now.getTime() + WAIT_MS));
    case 'refused':
      // The month's money is spent: more of it, or the next month, lets it be read.
      if (error.reason === 'budget_spent') return waits(attempts, words, new Date(now.getTime() + WAIT_MS));
      return { state: 'failed', attempts: attempts + 1, error: words, nextAt: null };
    case 'unavailable':
    case 'outcome_unknown':
      return later(words, attempts, now);
    default:
      return error.kind satisfies never;
  }
}

/** Another attempt after a pause that grows, until there were enough of them. */
export function later(error: string, attempts: number, now: Date): Outcome {
  if (attempts + 1 >= MOST_ATTEMPTS) return { state: 'failed', attempts: attempts + 1, error, nextAt: null };
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS);
  return { state: 'received', attempts: attempts + 1, error, nextAt: new Date(now.getTime() + pauseMs) };
}

/** It costs no attempt. */
function waits(attempts: number, error: string, nextAt: Date): Outcome {
  return { state: 'received', attempts, error, nextAt };
}

export function wordsOf(error: unknown): string {
  const words = error instanceof NetworkError ? `${error.reason}: ${error.message}` : String(error);
  return storable(words.slice(0, 500));
}
