import { expect, test } from 'vitest';
import { UndoStack } from '#components/inbox-state/acts/undo-stack.ts';

const entry = (label: string) => ({ label, run: async () => {} });

test('an undo takes back the latest act first', async () => {
  const stack = new UndoStack();
  stack.push(entry('claim'));
  stack.push(entry('snooze'));
  expect((await stack.takeLast())?.label).toBe('snooze');
  expect((await stack.takeLast())?.label).toBe('claim');
  expect(await stack.takeLast()).toBeUndefined();
});

test('an undo that comes before the server has answered waits for the answer, and takes back that act', async () => {
  const stack = new UndoStack();
  stack.push(entry('snooze'));
  const answer = Promise.withResolvers<undefined>();
  const act = async () => {
    await stack.during(answer.promise);
    stack.push(entry('resolve'));
  };
  const done = act();
  const taken = stack.takeLast();
  answer.resolve(undefined);
  await done;
  expect((await taken)?.label).toBe('resolve');
});

test('after a refused request, an undo takes back the act before it', async () => {
  const stack = new UndoStack();
  stack.push(entry('claim'));
  const answer = Promise.withResolvers<undefined>();
  const act = stack.during(answer.promise);
  const taken = stack.takeLast();
  answer.reject(new Error('refused'));
  await expect(act).rejects.toThrow('refused');
  expect((await taken)?.label).toBe('claim');
});
