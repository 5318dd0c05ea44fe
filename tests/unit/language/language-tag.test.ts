import { expect, test } from 'vitest';
import { languageTag } from '#lib/language/language-tag.ts';

test.each([
  ['fr', 'fr'],
  ['fr_FR', 'fr-FR'],
  ['PT-br', 'pt-BR'],
  ['zh-hant-tw', 'zh-Hant-TW'],
  ['iw', 'he'],
  ['in', 'id'],
  [' es ', 'es'],
])('%s is the tag %s', (given, tag) => {
  expect(languageTag(given)).toBe(tag);
});

test.each([
  '',
  'und',
  'zxx',
  'mul',
  'mis',
  'art',
  'qme',
  'qht',
  'und-Latn',
  'français',
  'e',
  'en--GB',
  '<script>',
  'x'.repeat(99),
])('%j names no language', (given) => {
  expect(languageTag(given)).toBeNull();
});
