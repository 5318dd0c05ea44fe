import { expect, test } from 'vitest';
import { tabStopOf } from '#components/inbox-state/tab-stop.ts';

const ids = ['ada', 'ben', 'cleo'];
const none = new Set<string>();

test('before any row was visited, Tab reaches the first one', () => {
  expect(tabStopOf({ ids, folding: none }, { cursorId: null, cursorIndex: -1 })).toBe('ada');
});

test('Tab reaches the row of the cursor', () => {
  expect(tabStopOf({ ids, folding: none }, { cursorId: 'ben', cursorIndex: 1 })).toBe('ben');
});

test('when the row of the cursor has left, Tab reaches the row that took its place', () => {
  expect(tabStopOf({ ids, folding: none }, { cursorId: 'gone', cursorIndex: 1 })).toBe('ben');
});

test('when the last row has left, Tab reaches the one that is last now', () => {
  expect(tabStopOf({ ids, folding: none }, { cursorId: 'gone', cursorIndex: 3 })).toBe('cleo');
});

test('a row that is folding away is not a stop any more', () => {
  expect(tabStopOf({ ids, folding: new Set(['ben']) }, { cursorId: 'ben', cursorIndex: 1 })).toBe('cleo');
});

test('a list whose last row is folding away has no stop', () => {
  expect(tabStopOf({ ids: ['ada'], folding: new Set(['ada']) }, { cursorId: 'ada', cursorIndex: 0 })).toBeNull();
});
