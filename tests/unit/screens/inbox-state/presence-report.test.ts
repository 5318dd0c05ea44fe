import { expect, test } from 'vitest';
import { PresenceReport } from '#components/inbox-state/live/presence-report.ts';

function aReport() {
  const sent: string[] = [];
  return { sent, report: new PresenceReport((state) => sent.push(state)) };
}

test('a tab that is hidden, closed and taken down says once that its member left', () => {
  const { sent, report } = aReport();
  report.isThere('looking');
  report.leaves();
  report.leaves();
  expect(sent).toEqual(['looking', 'gone']);
});

test('a member who was never reported does not leave', () => {
  const { sent, report } = aReport();
  report.leaves();
  expect(sent).toEqual([]);
});

test('a member who comes back leaves again', () => {
  const { sent, report } = aReport();
  report.isThere('looking');
  report.leaves();
  report.isThere('writing');
  report.leaves();
  expect(sent).toEqual(['looking', 'gone', 'writing', 'gone']);
});
