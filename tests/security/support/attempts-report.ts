import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '#scripts/settings.ts';

/** The number of attacks in the last run of the security tests by kind, read by the command that ran them. */
export const ATTEMPTS_REPORT = join(ROOT, '.data/test-reports/attempts.json');

const line = z.object({ kind: z.string(), count: z.number().int().positive() });
const totals = z.record(z.string(), z.number());

/** Starts counting the attempts of a run. `finish` adds up what the tests wrote into `file`. */
export function startReport(file: string): { file: string; finish: () => void } {
  rmSync(ATTEMPTS_REPORT, { force: true });
  writeFileSync(file, '');
  return {
    file,
    finish: () => {
      const sums: Record<string, number> = {};
      for (const text of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
        const { kind, count } = line.parse(JSON.parse(text));
        sums[kind] = (sums[kind] ?? 0) + count;
      }
      mkdirSync(dirname(ATTEMPTS_REPORT), { recursive: true });
      writeFileSync(ATTEMPTS_REPORT, JSON.stringify(sums));
    },
  };
}

/** The attempts of the last run, one line a kind, the total last. Empty when no test of it counted any. */
export function readAttempts(): string[] {
  if (!existsSync(ATTEMPTS_REPORT)) return [];
  const sums = Object.entries(totals.parse(JSON.parse(readFileSync(ATTEMPTS_REPORT, 'utf8'))));
  if (sums.length === 0) return [];
  const total = sums.reduce((sum, [, count]) => sum + count, 0);
  return [
    ...sums.sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `attempts: ${count} ${kind}`),
    `attempts: ${total} in all`,
  ];
}
