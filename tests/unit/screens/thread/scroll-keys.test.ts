import { expect, test } from 'vitest';
import { scrollStepOf } from '#components/item/thread/scroll-keys.ts';

const key = (name: string, modifiers: object = {}) =>
  scrollStepOf({ key: name, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...modifiers });

test('Space goes down a page, and up with Shift', () => {
  expect(key(' ')).toBe('pageDown');
  expect(key(' ', { shiftKey: true })).toBe('pageUp');
});

test('Home and End go to the ends', () => {
  expect([key('Home'), key('End')]).toEqual(['start', 'end']);
});

test('keys with a modifier belong to the browser', () => {
  expect([key('Home', { ctrlKey: true }), key(' ', { metaKey: true }), key('End', { shiftKey: true })]).toEqual([
    null,
    null,
    null,
  ]);
});

test('a letter scrolls nothing', () => {
  expect(key('j')).toBeNull();
});
