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

test('a process that keeps dying is restarted for ever, with pauses that grow to 30 seconds', () => {
  expect(pauses(restartPlan(), times(9, { readyMs: 100 }))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
  ]);
});

test('a process that ran for a minute is restarted with the shortest pause', () => {
  const step = restartPlan();
  pauses(step, times(5, { readyMs: 100 }));
  expect(pauses(step, [{ readyMs: RESTART_BOUNDS.steadyMs }])).toEqual([500]);
});

test('gives up after three failed first starts, or after eight failed restarts in a row', () => {
  expect(pauses(restartPlan(), times(3, { readyMs: undefined }))).toEqual([500, 1_000, 'gives up after 3']);
  const step = restartPlan();
  step({ readyMs: 100 });
  expect(pauses(step, times(8, { readyMs: undefined })).slice(6)).toEqual([30_000, 'gives up after 8']);
});

test('one successful start resets the count of failed starts', () => {
  const step = restartPlan();
  step({ readyMs: 100 });
  pauses(step, times(7, { readyMs: undefined }));
  step({ readyMs: 100 });
  expect(pauses(step, times(7, { readyMs: undefined }))).not.toContain('gives up after 8');
});

test('a database that waits for disk space is never given up', () => {
  const step = restartPlan();
  for (const life of times(50, { readyMs: undefined, isWaiting: true })) expect(step(life).kind).toBe('again');
});

test('a crash that repeats is printed once, and a different crash is printed too', () => {
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

test('the output of a restarted process is printed once it is ready', () => {
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

test('the heap limit is a quarter of the memory unless the operator sets one', () => {
  const gigabyte = 1024 ** 3;
  expect(heapLimit(undefined, gigabyte)).toEqual(['--max-old-space-size=384']);
  expect(heapLimit('--inspect', 4 * gigabyte)).toEqual(['--max-old-space-size=1024']);
  expect(heapLimit(undefined, 64 * gigabyte)).toEqual(['--max-old-space-size=2048']);
  expect(heapLimit('--max-old-space-size=300', gigabyte)).toEqual([]);
});
