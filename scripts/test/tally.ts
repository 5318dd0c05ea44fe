import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** Characters of what a failed test said. */
const SAID_LENGTH = 400;

/** How many tests passed, failed and were skipped. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** The failed tests with what each said, and what went wrong outside them, repeated at the end of a long run. */
  failures?: string[];
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      assertionResults: z
        .array(z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).default([]) }))
        .default([]),
    }),
  ),
});

const playwrightError = z.object({ message: z.string().default('') });

/** A test file, or a group of tests in one. */
const playwrightSuite = z.object({
  get suites() {
    return z.array(playwrightSuite).default([]);
  },
  specs: z
    .array(
      z.object({
        ok: z.boolean(),
        title: z.string(),
        tests: z.array(z.object({ results: z.array(z.object({ errors: z.array(playwrightError).default([]) })) })),
      }),
    )
    .default([]),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(playwrightSuite).default([]),
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
    return {
      passed: expected,
      failed: unexpected + flaky,
      skipped,
      failures: playwright.data.suites.flatMap(failuresOf),
    };
  }
  const vitest = vitestReport.parse(report);
  return {
    passed: vitest.numPassedTests,
    failed: vitest.numFailedTests,
    skipped: vitest.numPendingTests + vitest.numTodoTests,
    failures: vitest.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => inLine(fullName, failureMessages)),
  };
}

function failuresOf({ suites, specs }: z.infer<typeof playwrightSuite>): string[] {
  const failed = specs.filter(({ ok }) => !ok);
  return [
    ...failed.map(({ title, tests }) => {
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
      return inLine(
        title,
        errors.map(({ message }) => message),
      );
    }),
    ...suites.flatMap(failuresOf),
  ];
}

/** A test and what it said: the first lines, because the end of a run's log is often all that is kept of it. */
function inLine(title: string, messages: readonly string[]): string {
  const said = stripVTControlCharacters(messages.join(' ')).replace(/\s+/g, ' ').trim();
  return said ? `${title}: ${said.slice(0, SAID_LENGTH)}` : title;
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
