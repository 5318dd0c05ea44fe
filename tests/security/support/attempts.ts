import { appendFileSync } from 'node:fs';
import { inject } from 'vitest';

/**
 * Counts attacks that were refused. Call it after the assertion, so that only refused attacks are
 * counted; the sums are printed at the end of the run.
 * @param kind a plural in plain words: "forged deliveries (x)", "requests of a stranger"
 */
export function countAttempts(kind: string, count = 1): void {
  appendFileSync(inject('attemptsFile'), `${JSON.stringify({ kind, count })}\n`);
}
