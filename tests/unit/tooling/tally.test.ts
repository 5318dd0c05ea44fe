import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { add, inWords, readTally } from '#scripts/test/tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'parvis-tally-'));
const report = (name: string, content: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const counts = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };
const vitest = report('vitest.json', { ...counts, testResults: [] });
const playwright = report('playwright.json', { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 } });

afterAll(() => rmSync(folder, { recursive: true }));

test('vitest and Playwright results are added up, and a flaky test counts as failed', () => {
  expect(inWords(add(readTally(vitest, 0), readTally(playwright, 1)))).toBe('8 passed, 2 failed, 2 skipped');
});

test('a run that fails without a failed test counts as one failure', () => {
  expect(inWords(readTally(vitest, 1))).toBe('5 passed, 1 failed, 2 skipped');
  expect(inWords(readTally(join(folder, 'missing.json'), 1))).toBe('0 passed, 1 failed');
});

test('the summary of a run repeats the names of the failed tests', () => {
  const results = [
    { status: 'passed', fullName: 'a reply goes out' },
    { status: 'failed', fullName: 'a reply comes back' },
  ];
  const failing = report('failing.json', {
    ...counts,
    numFailedTests: 1,
    testResults: [{ assertionResults: results }, {}],
  });
  expect(add(readTally(vitest, 0), readTally(failing, 1)).failures).toEqual(['a reply comes back']);
});
