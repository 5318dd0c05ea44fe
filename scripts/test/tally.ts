import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';

/** How many tests passed, failed and were skipped. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** The names of the failed tests, and what went wrong outside them, repeated at the end of a long run. */
  failures?: string[];
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })).default([]) }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** What a run left behind. */
interface Ended {
  /** The runner's JSON report; it is missing where the run did not come so far. */
  report: string;
  /** The file with what went wrong outside the tests, where the runner writes one. */
  errors?: string | undefined;
  exitCode: number;
}

/** Reads a runner's JSON report. A run that failed without a failed test (a file that cannot be loaded) counts as one. */
export function readTally({ report, errors, exitCode }: Ended): Tally {
  const tally = existsSync(report) ? parse(readJson(report)) : { passed: 0, failed: 0, skipped: 0 };
  const outside = errors && existsSync(errors) ? z.array(z.string()).parse(readJson(errors)) : [];
  const failures = [...(tally.failures ?? []), ...outside];
  if (exitCode === 0 || tally.failed > 0) return { ...tally, failures };
  const unnamed = `${basename(report, '.json')} ended with ${exitCode} though no test failed`;
  return { ...tally, failed: 1, failures: failures.length > 0 ? failures : [unnamed] };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function parse(report: unknown): Tally {
  const playwright = playwrightReport.safeParse(report);
  if (playwright.success) {
    const { expected, unexpected, flaky, skipped } = playwright.data.stats;
    return { passed: expected, failed: unexpected + flaky, skipped };
  }
  const vitest = vitestReport.parse(report);
  return {
    passed: vitest.numPassedTests,
    failed: vitest.numFailedTests,
    skipped: vitest.numPendingTests + vitest.numTodoTests,
    failures: vitest.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => fullName),
  };
}

export function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failures: [...(one.failures ?? []), ...(other.failures ?? [])],
  };
}

/** "12 passed, 0 failed, 1 skipped". */
export function inWords({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
