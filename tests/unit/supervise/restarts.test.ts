import { expect, test } from 'vitest';
import { CrashWords } from '#scripts/supervise/crash-words.ts';
import { heapLimit } from '#scripts/supervise/heap-limit.ts';
import { RESTART_BOUNDS, restartPlan } from '#scripts/supervise/restarts.ts';

const pauses = (step: ReturnType<typeof restartPlan>, lives: { readyMs: number | undefined }[]) =>
  lives.map((life) => {
    const next = step(life);
    return next.kind === 'again' ? next.pauseMs : `gives up after ${next.failedStarts}`;
  });
const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

test('a process that keeps dying after it was ready is started again for ever, with pauses that grow to half a minute', () => {
  expect(pauses(restartPlan(), times(9, { readyMs: 100 }))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
  ]);
});

test('a process that ran for a minute starts again with the first pause', () => {
  const step = restartPlan();
  pauses(step, times(5, { readyMs: 100 }));
  expect(pauses(step, [{ readyMs: RESTART_BOUNDS.steadyMs }])).toEqual([500]);
});

test('a process that was never ready is given up at the third start, one that was at the eighth failed one in a row', () => {
  expect(pauses(restartPlan(), times(3, { readyMs: undefined }))).toEqual([500, 1_000, 'gives up after 3']);
  const step = restartPlan();
  step({ readyMs: 100 });
  expect(pauses(step, times(8, { readyMs: undefined })).slice(6)).toEqual([30_000, 'gives up after 8']);
});

test('one start that works in between makes the failed ones count anew', () => {
  const step = restartPlan();
  step({ readyMs: 100 });
  pauses(step, times(7, { readyMs: undefined }));
  step({ readyMs: 100 });
  expect(pauses(step, times(7, { readyMs: undefined }))).not.toContain('gives up after 8');
});

test('a database that waits for room on its disk is never given up', () => {
  const step = restartPlan();
  for (const life of times(50, { readyMs: undefined, isWaiting: true })) expect(step(life).kind).toBe('again');
});

test('a crash that repeats itself is shown once, and another one is shown again', () => {
  let shown = '';
  const words = new CrashWords((text) => (shown += text));
  const crash = (text: string) => {
    words.onStart();
    words.onWords(text);
    words.onDeath();
  };
  crash('Error: no luck at 12:00:01 (pid 7)\n');
  crash('Error: no luck at 12:00:03 (pid 9)\n');
  expect(shown).toBe('Error: no luck at 12:00:01 (pid 7)\n');
  crash('Error: no memory\n');
  expect(shown).toContain('no memory');
});

test('what a restarted process says is shown as soon as it is ready', () => {
  let shown = '';
  const words = new CrashWords((text) => (shown += text));
  words.onStart();
  words.onWords('crash\n');
  words.onDeath();
  words.onStart();
  words.onWords('a warning\n');
  expect(shown).toBe('crash\n');
  words.onReady();
  words.onWords('another\n');
  expect(shown).toBe('crash\na warning\nanother\n');
});

test('the heap of a process is bounded by a quarter of the memory, unless the operator bounds it', () => {
  const gigabyte = 1024 ** 3;
  expect(heapLimit(undefined, gigabyte)).toEqual(['--max-old-space-size=384']);
  expect(heapLimit('--inspect', 4 * gigabyte)).toEqual(['--max-old-space-size=1024']);
  expect(heapLimit(undefined, 64 * gigabyte)).toEqual(['--max-old-space-size=2048']);
  expect(heapLimit('--max-old-space-size=300', gigabyte)).toEqual([]);
});
