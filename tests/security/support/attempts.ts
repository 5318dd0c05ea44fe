import { appendFileSync } from 'node:fs';
import { inject } from 'vitest';

/**
 * Counts attempts that were made and held. Call it after the assertion, so that only what was really tried and refused
 * is counted; the sums stand in the last lines of the run.
 * @param kind a plural in plain words: "forged deliveries (x)", "requests of a stranger"
 */
export function countAttempts(kind: string, count = 1): void {
  appendFileSync(inject('attemptsFile'), `${JSON.stringify({ kind, count })}\n`);
}
