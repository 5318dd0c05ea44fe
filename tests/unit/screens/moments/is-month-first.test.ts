import { expect, test } from 'vitest';
import { isMonthFirst } from '#lib/text/moments/is-month-first.ts';

test.each([
  ['en-US', true],
  ['en-GB', false],
  ['en-CA', false],
  ['en-AU', false],
  ['fr-FR', false],
  ['fr-CA', false],
])('a reader of %s writes the month first: %s', (locale, isFirst) => {
  expect(isMonthFirst(locale)).toBe(isFirst);
});
