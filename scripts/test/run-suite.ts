import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_FLAGS } from '../process/run-node.ts';
import { ROOT } from '../settings.ts';
import { readTally, type Tally } from './tally.ts';

const REPORTS = join(ROOT, '.data/test-reports');

interface Options {
  /** Names the report. */
  name: string;
  args: string[];
  env?: Record<string, string>;
  signal: AbortSignal;
}

/** Runs test files with Vitest and counts the results. */
export function runVitest({ name, args, env, signal }: Options): Promise<Tally> {
  const report = join(REPORTS, `${name}.json`);
  const errors = join(REPORTS, `${name}-errors.json`);
  const reporters = ['default', 'json', './scripts/test/vitest-errors.ts'].map((reporter) => `--reporter=${reporter}`);
  return run(['node_modules/vitest/vitest.mjs', 'run', ...reporters, `--outputFile.json=${report}`, ...args], {
    report,
    errors,
    env: { ...env, PARVIS_TEST_ERRORS: errors },
    signal,
  });
}

/** Runs test files with Playwright and counts the results. */
export function runPlaywright({ name, args, env, signal }: Options): Promise<Tally> {
  const report = join(REPORTS, `${name}.json`);
  const reporting = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  return run(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json', ...args], {
    report,
    env: reporting,
    signal,
  });
}

interface Run {
  report: string;
  /** The file with what went wrong outside the tests. */
  errors?: string;
  env?: Record<string, string> | undefined;
  signal: AbortSignal;
}

async function run(args: string[], { report, errors, env, signal }: Run): Promise<Tally> {
  mkdirSync(REPORTS, { recursive: true });
  for (const file of [report, errors]) if (file) rmSync(file, { force: true });
  const { REDIS_URL: _, DATABASE_URL: __, PARVIS_MIGRATE_DATABASE_URL: ___, ...ours } = process.env; // tests never use the operator's servers
  const child = spawn(process.execPath, [...NODE_FLAGS, ...args], {
    cwd: ROOT,
    env: { LOG_LEVEL: 'warn', ...ours, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    // In its own process group, so that Ctrl-C reaches it only through us.
    detached: true,
  });
  const interrupt = () => child.kill('SIGINT');
  signal.addEventListener('abort', interrupt);
  const code = await new Promise<number>((done) =>
    child.on('error', () => done(1)).on('exit', (exit) => done(exit ?? 1)),
  );
  signal.removeEventListener('abort', interrupt);
  killGroup(child.pid);
  return readTally({ report, errors, exitCode: code });
}

function killGroup(pid: number | undefined) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has no process left.
  }
}
