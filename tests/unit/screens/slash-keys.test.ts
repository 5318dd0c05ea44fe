import { expect, test } from 'vitest';
import { slashBefore, slashMove } from '#components/composer/saved-replies/slash-keys.ts';

const shown = { count: 3, index: 2, words: 'ret', isAnswered: true };

test.each([
  ['/', 1, { start: 0, words: '' }],
  ['Bonjour /délai de li', 20, { start: 8, words: 'délai de li' }],
  ['Bonjour /délai', 10, { start: 8, words: 'd' }],
  ['et/ou', 5, null],
  ['/un deux trois quatre cinq', 26, null],
  ['', 0, null],
])('finds the slash in "%s" before %i', (text, caret, slash) => {
  expect(slashBefore(text, caret)).toEqual(slash);
});

test('Enter takes the active reply', () => {
  expect(slashMove('Enter', shown)).toEqual({ kind: 'take' });
});

test('Enter waits while the replies shown are those of what was typed before', () => {
  expect(slashMove('Enter', { ...shown, isAnswered: false })).toEqual({ kind: 'wait' });
  expect(slashMove('Tab', { ...shown, isAnswered: false })).toEqual({ kind: 'wait' });
});

test('the arrows go round', () => {
  expect(slashMove('ArrowDown', shown)).toEqual({ kind: 'go', index: 0 });
  expect(slashMove('ArrowUp', { ...shown, index: 0 })).toEqual({ kind: 'go', index: 2 });
});

test('words that find nothing are most often no search, so that keys do what they do in the text', () => {
  const none = { ...shown, count: 0, index: 0 };
  expect(['Enter', 'Escape', 'ArrowDown'].map((key) => slashMove(key, none))).toEqual([null, null, null]);
});
