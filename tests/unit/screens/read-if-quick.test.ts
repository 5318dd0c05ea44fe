import { afterEach, expect, test, vi } from 'vitest';
import { readIfQuick } from '#app/read-if-quick.ts';

afterEach(() => void vi.useRealTimers());

test('a page has what is read in time', async () => {
  expect(await readIfQuick('numbers', Promise.resolve(4))).toBe(4);
});

test('a page is shown without what fails', async () => {
  expect(await readIfQuick('numbers', Promise.reject(new Error('the database is away')))).toBeUndefined();
});

test('a page is shown without what takes too long', async () => {
  vi.useFakeTimers();
  const reading = readIfQuick('numbers', new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await reading).toBeUndefined();
});
