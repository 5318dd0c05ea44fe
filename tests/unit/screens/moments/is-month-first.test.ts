import { expect, test } from 'vitest';
import { isMonthFirst } from '#components/dialogs/moments/is-month-first.ts';

test.each([
  ['en', ['en-US', 'fr-FR'], true],
  ['en', ['en-GB'], false],
  ['en', ['fr-FR', 'en'], false],
  ['en', ['fr-FR', 'en-US'], true],
  ['fr', ['fr-CA', 'en-US'], false],
  ['fr', ['en-US'], false],
] as const)('the interface in %s, a browser of %s', (language, browser, first) => {
  expect(isMonthFirst(language, browser)).toBe(first);
});
