import { expect, test } from 'vitest';
import { checkKeys } from '#components/keys/check-keys.ts';

test.each([
  ['a key that begins a sequence', 'hide', 'g', { reason: 'begins', command: 'goInbox' }],
  ['the other key that begins sequences', 'hide', '*', { reason: 'begins', command: 'selectShown' }],
  ['a sequence whose first key runs another command', 'hide', 'j j', { reason: 'shadowed', command: 'next' }],
  ['a key that is used', 'hide', 'j', { reason: 'taken', command: 'next' }],
  ['Enter', 'hide', 'Enter', { reason: 'reserved' }],
  ['an arrow', 'next', 'ArrowDown', { reason: 'reserved' }],
  ['Shift and Tab', 'next', 'Shift+Tab', { reason: 'reserved' }],
  ['Space', 'next', ' ', { reason: 'reserved' }],
  ['a key of the browser', 'next', 'Ctrl+w', { reason: 'browser' }],
  ['a sign for a command that works in a text field', 'send', 's', { reason: 'typed' }],
] as const)('refuses %s', (_, id, keys, refusal) => {
  expect(checkKeys(id, keys, {})).toEqual(refusal);
});

test('allows a free key, no key, and the default of the command itself', () => {
  expect(checkKeys('hide', 'q', {})).toBeNull();
  expect(checkKeys('hide', '', {})).toBeNull();
  expect(checkKeys('open', 'Enter', { open: 'q' })).toBeNull();
  expect(checkKeys('palette', 'Ctrl+k', { palette: 'Ctrl+i' })).toBeNull();
});

test('a key that the member took from another command is free', () => {
  expect(checkKeys('hide', 'j', { next: 'q' })).toBeNull();
  expect(checkKeys('hide', 'q', { next: 'q' })).toEqual({ reason: 'taken', command: 'next' });
});

test('the key that begins sequences is free once no sequence begins with it', () => {
  const own = { selectShown: '', selectMatching: '', selectNone: '' };
  expect(checkKeys('hide', '*', own)).toBeNull();
});
