import { expect, test } from 'vitest';
import { PresenceReport } from '#components/inbox-state/live/presence-report.ts';

function aReport() {
  const sent: string[] = [];
  const answers: (() => void)[] = [];
  const report = new PresenceReport((state) => {
    sent.push(state);
    return new Promise((resolve) => answers.push(resolve));
  });
  /** The server answers what was sent, until nothing follows. */
  const answerAll = async () => {
    for (let answer = answers.shift(); answer; answer = answers.shift()) {
      answer();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { sent, report, answerAll };
}

test('a tab that is hidden, closed and taken down says once that its member left', async () => {
  const { sent, report, answerAll } = aReport();
  report.isThere('looking');
  await answerAll();
  report.leaves();
  report.leavesWithPage();
  report.leaves();
  await answerAll();
  expect(sent).toEqual(['looking', 'gone']);
});

test('a member who was never reported does not leave', () => {
  const { sent, report } = aReport();
  report.leaves();
  expect(sent).toEqual([]);
});

test('a member who comes back leaves again', async () => {
  const { sent, report, answerAll } = aReport();
  report.isThere('looking');
  await answerAll();
  report.leaves();
  await answerAll();
  report.isThere('writing');
  await answerAll();
  report.leaves();
  await answerAll();
  expect(sent).toEqual(['looking', 'gone', 'writing', 'gone']);
});

test('a report waits for the answer to the one before, so that it cannot overtake it', async () => {
  const { sent, report, answerAll } = aReport();
  report.isThere('writing');
  report.isThere('looking');
  report.leaves();
  expect(sent).toEqual(['writing']);
  await answerAll();
  expect(sent).toEqual(['writing', 'gone']);
});

test('a page that ends waits for no answer', async () => {
  const { sent, report, answerAll } = aReport();
  report.isThere('writing');
  report.leaves();
  report.leavesWithPage();
  expect(sent).toEqual(['writing', 'gone']);
  await answerAll();
  expect(sent).toEqual(['writing', 'gone']);
});
