import { expect, test } from 'vitest';
import { ariaKeys } from '#components/keys/aria-keys.ts';

test('modifiers are spelled as the attribute wants them', () => {
  expect(ariaKeys('Ctrl+Shift+Enter', false)).toBe('Control+Shift+Enter');
  expect(ariaKeys('Shift+e', false)).toBe('Shift+E');
});

test('on a Mac, Ctrl is the command key', () => {
  expect(ariaKeys('Ctrl+k', true)).toBe('Meta+K');
});

test('a plus sign is spelled out', () => {
  expect(ariaKeys('+', false)).toBe('Plus');
  expect(ariaKeys('Ctrl++', false)).toBe('Control+Plus');
});

test('signs stay as they are', () => {
  expect(['/', '?', '#', '['].map((key) => ariaKeys(key, false))).toEqual(['/', '?', '#', '[']);
});

test('a sequence of keys and a command without keys have no attribute', () => {
  expect(ariaKeys('g i', false)).toBeUndefined();
  expect(ariaKeys('', false)).toBeUndefined();
});
