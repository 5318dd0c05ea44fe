import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { startChild } from '#scripts/process/child.ts';
import { type Kept, keepRunning, type Process } from '#scripts/supervise/keep-running.ts';
import { RESTART_BOUNDS } from '#scripts/supervise/restarts.ts';
import { watchForHang } from '#scripts/supervise/watch-for-hang.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { isAlive } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'parvis-keep-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bounds = { ...RESTART_BOUNDS, firstPauseMs: 20, longestPauseMs: 50 };

/** Writes a program that records its process id at each start and then runs `body`. */
function aProgram(name: string, body: string): { args: string[]; starts: () => number[] } {
  const [script, starts] = [join(folder, `${name}.mjs`), join(folder, `${name}.starts`)];
  writeFileSync(starts, '');
  writeFileSync(
    script,
    `import { appendFileSync, readFileSync } from 'node:fs';
     appendFileSync(${JSON.stringify(starts)}, process.pid + '\\n');
     const start = readFileSync(${JSON.stringify(starts)}, 'utf8').trim().split('\\n').length;
     ${body}`,
  );
  return {
    args: [script],
    starts: () => readFileSync(starts, 'utf8').trim().split('\n').filter(Boolean).map(Number),
  };
}

function keep(args: string[], more: (child: ReturnType<typeof startChild>) => Partial<Process> = () => ({})) {
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  onTestFinished(() => void vi.restoreAllMocks());
  let words = '';
  const kept: Kept = keepRunning({
    name: 'The program',
    bounds,
    start: () => {
      const child = startChild(args, { env: process.env, patienceMs: 1_000, onWords: (text) => (words += text) });
      return { ...child, ...more(child) };
    },
  });
  onTestFinished(kept.stop);
  return { kept, said, words: () => words };
}

test('a process that runs out of memory is restarted and works again', async () => {
  const { args, starts } = aProgram(
    'hungry',
    `const eaten = []; if (start === 1) for (;;) eaten.push(new Array(10_000).fill(start)); setInterval(() => {}, 1000);`,
  );
  const { said, words, kept } = keep(['--max-old-space-size=30', ...args]);
  await waitFor('the process is started again', () => starts().length === 2);
  await waitFor('the new process is the one that is kept', () => kept.pid() === starts()[1]);
  expect(words()).toContain('heap out of memory');
  expect(said.join('')).toMatch(/The program ended unexpectedly \((signal SIGABRT|code 134)\); restarting in/);
});

test('a process that dies at every start is given up with an explanation', async () => {
  const { args, starts } = aProgram('broken', 'process.exit(3);');
  const { kept } = keep(args, () => ({ ready: new Promise(() => {}) }));
  await expect(kept.failed).rejects.toThrow(
    'The program ended 3 times in a row before it was ready (code 3): see its last output above.',
  );
  expect(starts()).toHaveLength(3);
});

test('a process whose event loop hangs is restarted, one that is only busy is not', async () => {
  const turns = join(folder, 'turns');
  const { args, starts } = aProgram(
    'hanging',
    `if (start === 1) setTimeout(() => { for (;;); }, 500);
     else setInterval(() => {
       const end = Date.now() + 800;
       while (Date.now() < end);
       appendFileSync(${JSON.stringify(turns)}, '.');
     }, 1);`,
  );
  const hangs: string[] = [];
  keep(args, (child) => {
    const endWatch = watchForHang(child, { beatMs: 8_000, answerMs: 60_000 }, (sign) => {
      hangs.push(sign);
      child.kill();
    });
    void child.exited.then(endWatch);
    return {};
  });
  await waitFor('the hanging process is replaced', () => starts().length === 2);
  expect(hangs).toEqual(['beat']);
  const [, busy = 0] = starts();
  // Busy for longer than the bound, in turns that are shorter than it.
  await waitFor('the busy process has made 15 turns', () => readFileSync(turns, 'utf8').length >= 15);
  expect(isAlive(busy)).toBe(true);
  expect(hangs).toEqual(['beat']);
});

test('a process that is stopped during the pause before its restart is not restarted', async () => {
  const { args, starts } = aProgram('leaving', 'process.exit(0);');
  const { kept, said } = keep(args);
  await waitFor('the process died once', () => said.length > 0);
  await kept.stop();
  const before = starts().length;
  expect(kept.pid()).toBeUndefined();
  expect(starts().filter(isAlive)).toEqual([]);
  expect(starts()).toHaveLength(before);
});
