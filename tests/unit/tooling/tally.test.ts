import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { add, inWords, readTally } from '#scripts/test/tally.ts';
import { ROOT } from '#scripts/settings.ts';

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
  expect(inWords(add(readTally({ report: vitest, exitCode: 0 }), readTally({ report: playwright, exitCode: 1 })))).toBe(
    '8 passed, 2 failed, 2 skipped',
  );
});

test('a run that fails without a failed test counts as one failure', () => {
  const failed = readTally({ report: vitest, exitCode: 1 });
  expect(inWords(failed)).toBe('5 passed, 1 failed, 2 skipped');
  expect(failed.failures).toEqual(['vitest ended with 1 though no test failed']);
  expect(inWords(readTally({ report: join(folder, 'missing.json'), exitCode: 1 }))).toBe('0 passed, 1 failed');
});

test('the summary of a run repeats the failed tests and what they said', () => {
  const results = [
    { status: 'passed', fullName: 'a reply goes out', failureMessages: [] },
    {
      status: 'failed',
      fullName: 'a reply comes back',
      failureMessages: ['\u001b[31mError: not within 60 s\u001b[39m\n    at reply.ts:3:1'],
    },
  ];
  const failing = report('failing.json', {
    ...counts,
    numFailedTests: 1,
    testResults: [{ assertionResults: results }, {}],
  });
  const passed = readTally({ report: vitest, exitCode: 0 });
  expect(add(passed, readTally({ report: failing, exitCode: 1 })).failures).toEqual([
    'a reply comes back: Error: not within 60 s at reply.ts:3:1',
  ]);
});

test('it does so for Playwright too, in groups within groups', () => {
  const spec = (title: string, ...errors: string[]) => ({
    title,
    ok: errors.length === 0,
    tests: [{ results: [{ errors: errors.map((message) => ({ message })) }] }],
  });
  const inner = { specs: [spec('the page opens'), spec('the list moves', `Error: ${'x'.repeat(900)}`)] };
  const failing = report('failing-pages.json', {
    stats: { expected: 1, unexpected: 2, flaky: 0, skipped: 0 },
    suites: [{ specs: [spec('the key works', 'Error: no row')], suites: [inner] }],
  });
  expect(readTally({ report: failing, exitCode: 1 }).failures).toEqual([
    'the key works: Error: no row',
    expect.stringMatching(/^the list moves: Error: x{100,400}$/),
  ]);
});

test('a run that fails outside its tests says where, as Vitest runs it', () => {
  const file = join(folder, 'outside.test.ts');
  writeFileSync(
    file,
    `import { afterAll, test } from 'vitest';
     test('passes', () => {});
     afterAll(() => { throw new Error('the channel stays open'); });
     setTimeout(() => { throw new Error('nobody waits for me'); }, 0);`,
  );
  const [failing, errors] = [join(folder, 'outside.json'), join(folder, 'outside-errors.json')];
  const reporters = ['json', join(ROOT, 'scripts/test/vitest-errors.ts')].flatMap((name) => ['--reporter', name]);
  const { status } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, ...reporters, '--outputFile.json', failing],
    { cwd: ROOT, env: { ...process.env, PARVIS_TEST_ERRORS: errors } },
  );
  expect(readTally({ report: failing, errors, exitCode: status ?? 1 })).toMatchObject({
    passed: 1,
    failed: 1,
    failures: [expect.stringContaining('the channel stays open'), expect.stringContaining('nobody waits for me')],
  });
});
