import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HereReports } from '#components/inbox-state/live/here-reports.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-23T09:00:00Z') }));
afterEach(() => void vi.useRealTimers());

/** What is reported, as `seconds workspace`. */
function reportsOf() {
  const began = Date.now();
  const sent: string[] = [];
  const reports = new HereReports((slug) => sent.push(`${(Date.now() - began) / 1000} ${slug}`));
  return { sent, reports };
}

const seconds = (n: number) => vi.advanceTimersByTime(n * 1000);

test('what they do is reported at once, then twice a minute, and what they do last, too', () => {
  const { sent, reports } = reportsOf();
  for (let n = 0; n < 40; n += 1) {
    reports.acted('aubry');
    seconds(1);
  }
  seconds(600);
  expect(sent).toEqual(['0 aubry', '30 aubry', '60 aubry']);
});

test('work in each of two workspaces is reported, however quickly they change between them', () => {
  const { sent, reports } = reportsOf();
  reports.acted('aubry');
  seconds(5);
  reports.acted('lune');
  seconds(10);
  reports.acted('lune');
  seconds(10);
  reports.acted('aubry');
  seconds(60);
  expect(sent).toEqual(['0 aubry', '5 lune', '30 aubry', '35 lune']);
});

test('a page that is hidden or left reports what waits, once', () => {
  const { sent, reports } = reportsOf();
  for (const slug of ['aubry', 'lune', 'aubry', 'lune']) reports.acted(slug);
  seconds(10);
  reports.leaves();
  reports.leaves();
  seconds(60);
  expect(sent).toEqual(['0 aubry', '0 lune', '10 aubry', '10 lune']);
});

test('a page that is left without anything new reports nothing', () => {
  const { sent, reports } = reportsOf();
  reports.acted('aubry');
  seconds(3_600);
  reports.leaves();
  expect(sent).toEqual(['0 aubry']);
});

test('a machine that slept reports nothing of before its sleep', () => {
  const { sent, reports } = reportsOf();
  reports.acted('aubry');
  seconds(1);
  reports.acted('aubry');
  vi.setSystemTime(Date.now() + 3_600_000);
  seconds(60);
  expect(sent).toEqual(['0 aubry']);
});
