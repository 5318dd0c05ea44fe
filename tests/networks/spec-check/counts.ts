import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '#scripts/settings.ts';

/** The exchanges with a network's stand-in: held against its documents, and at addresses that no document has. */
export type Counts = { network: string; held: number; undocumented: number; problems: number };

/** What each stand-in of a run saw, a line each; read by the command that ran the tests. */
const REPORT = join(ROOT, '.data/test-reports/spec-check.jsonl');
/** Set by that command: a file that is run by itself counts nothing. */
export const COUNTING = { PARVIS_COUNT_EXCHANGES: '1' };

const line = z.object({ network: z.string(), held: z.number(), undocumented: z.number(), problems: z.number() });

/** Notes what a stand-in saw until it was stopped. */
export function noteCounts(counts: Counts): void {
  if (process.env.PARVIS_COUNT_EXCHANGES === undefined) return;
  mkdirSync(dirname(REPORT), { recursive: true });
  appendFileSync(REPORT, `${JSON.stringify(counts)}\n`);
}

export function forgetCounts(): void {
  rmSync(REPORT, { force: true });
}

/** The sums of the run, by network; empty where none was counted. */
export function readCounts(): Counts[] {
  return existsSync(REPORT) ? sumCounts(readFileSync(REPORT, 'utf8')) : [];
}

/** Adds up the lines that stand-ins wrote. */
export function sumCounts(lines: string): Counts[] {
  const sums = new Map<string, Counts>();
  for (const text of lines.split('\n').filter(Boolean)) {
    const { network, held, undocumented, problems } = line.parse(JSON.parse(text));
    const sum = sums.get(network) ?? { network, held: 0, undocumented: 0, problems: 0 };
    sum.held += held;
    sum.undocumented += undocumented;
    sum.problems += problems;
    sums.set(network, sum);
  }
  return [...sums.values()].toSorted((a, b) => (a.network < b.network ? -1 : 1));
}

/** "specification of x: 1204 exchanges held against it, 0 problems; 12 at addresses that no document has". */
export function inWords({ network, held, undocumented, problems }: Counts): string {
  const beside = `${undocumented} at addresses that no document has`;
  return held === 0
    ? `specification of ${network}: ${beside}`
    : `specification of ${network}: ${held} exchanges held against it, ${problems} problems; ${beside}`;
}
