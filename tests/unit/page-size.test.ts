import { expect, test } from 'vitest';
import { atReadableSize } from '#lib/networks/kit/page-size.ts';

class TooMuch extends Error {}
const isTooMuch = (error: unknown) => error instanceof TooMuch;

/** A list that answers pages up to a size. @returns the sizes that were asked for */
function aList(most: number) {
  const key = crypto.randomUUID();
  const list = { most, asked: [] as number[] };
  const read = (size: number) => {
    list.asked.push(size);
    return size > list.most ? Promise.reject(new TooMuch()) : Promise.resolve('a page');
  };
  return {
    list,
    page: () => atReadableSize({ key, largest: 100, isTooMuch }, read),
    another: () => atReadableSize({ key: `${key}b`, largest: 100, isTooMuch }, read),
  };
}

test('a page that is too much is halved until it is answered, and the size is remembered for that call alone', async () => {
  const { list, page, another } = aList(30);
  expect(await page()).toEqual({ answer: 'a page', size: 25 });
  await page();
  expect(list.asked).toEqual([100, 50, 25, 25]);
  await another();
  expect(list.asked.slice(4)).toEqual([100, 50, 25]);
});

test('a larger page is tried after twenty, and after forty where that failed', async () => {
  const { list, page } = aList(30);
  for (let pages = 0; pages < 64; pages += 1) await page();
  const tries = list.asked.flatMap((size, at) => (size === 50 ? [at] : []));
  // The halving, then after 20 pages, then after 40.
  expect(tries).toEqual([1, 22, 63]);
});

test('once everything is answered again, the whole page is asked for again', async () => {
  const { list, page } = aList(30);
  await page();
  list.most = 1_000;
  for (let pages = 0; pages < 45; pages += 1) await page();
  expect(list.asked.at(-1)).toBe(100);
  expect(list.asked.filter((size) => size === 50).length).toBeGreaterThan(20);
});

test('an entry that is too much by itself, and any other failure, is said', async () => {
  await expect(aList(0).page()).rejects.toBeInstanceOf(TooMuch);
  const failing = { key: crypto.randomUUID(), largest: 100, isTooMuch };
  const asked: number[] = [];
  await expect(
    atReadableSize(failing, (size) => {
      asked.push(size);
      return Promise.reject(new Error('the network is away'));
    }),
  ).rejects.toThrow('the network is away');
  expect(asked).toEqual([100]);
});
