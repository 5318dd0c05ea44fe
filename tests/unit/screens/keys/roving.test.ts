import { expect, test } from 'vitest';
import { rovingIndex } from '#components/ui/focus/roving.ts';

test('the arrows go around the ends', () => {
  expect(rovingIndex('ArrowRight', { index: 2, count: 3 })).toBe(0);
  expect(rovingIndex('ArrowLeft', { index: 0, count: 3 })).toBe(2);
});

test('Home and End go to the ends', () => {
  expect(rovingIndex('Home', { index: 1, count: 3 })).toBe(0);
  expect(rovingIndex('End', { index: 1, count: 3 })).toBe(2);
});

test('other keys move nothing', () => {
  expect(rovingIndex('ArrowDown', { index: 1, count: 3 })).toBeNull();
  expect(rovingIndex('toString', { index: 1, count: 3 })).toBeNull();
});
