import { expect, test } from 'vitest';
import { keyboardInset } from '#components/shell/keyboard-inset.ts';

test('a keyboard laid over the page covers what the visual viewport lost', () => {
  expect(keyboardInset(844, { height: 508, offsetTop: 0, scale: 1 })).toBe(336);
});

test('what the browser has scrolled the page up by is not covered', () => {
  expect(keyboardInset(844, { height: 508, offsetTop: 100, scale: 1 })).toBe(236);
  expect(keyboardInset(844, { height: 508, offsetTop: 336, scale: 1 })).toBe(0);
});

test('a page that was shrunk for the keyboard is covered by nothing', () => {
  expect(keyboardInset(508, { height: 508, offsetTop: 0, scale: 1 })).toBe(0);
});

test('a pinch is no keyboard', () => {
  expect(keyboardInset(844, { height: 422, offsetTop: 50, scale: 2 })).toBe(0);
});
