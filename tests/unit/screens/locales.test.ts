import { describe, expect, test } from 'vitest';
import { localeOf, preferredLanguage } from '#app/i18n/locales.ts';
import { parsePrefs } from '#components/prefs/parse-prefs.ts';
import { regions } from '#components/prefs/regions.ts';

test.each([
  ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
  ['de-DE, en-GB;q=0.4, fr;q=0.7', 'fr'],
  ['fr;q=0, de', 'en'],
  ['fil-PH', 'en'],
  ['*', 'en'],
  [null, 'en'],
] as const)('of %s, the browser’s language is %s', (acceptLanguage, language) => {
  expect(preferredLanguage(acceptLanguage)).toBe(language);
});

describe('dates and numbers are those of', () => {
  test.each([
    ['the browser’s region for this language', 'en', 'en-US,en;q=0.9,fr-FR;q=0.8', 'en-US'],
    ['the first region, where the best tag has none', 'en', 'en,en-AU;q=0.9,en-US;q=0.8', 'en-AU'],
    ['the browser’s region for this language, not a better one for another', 'fr', 'en-CA,fr-FR;q=0.5', 'fr-FR'],
    ['the browser’s region for another language', 'fr', 'en-CA,en;q=0.9', 'fr-CA'],
    ['the language’s own region, where the browser’s is of elsewhere', 'en', 'fr-FR,fr;q=0.9', 'en-GB'],
    ['the language’s own region, where the browser names none', 'en', 'en', 'en-GB'],
    ['the language’s own region, where we do not write the region', 'fr', 'fr-CH', 'fr-FR'],
    ['a region after a script', 'en', 'en-Latn-ZA', 'en-ZA'],
    ['the language’s own region, where nothing can be read', 'fr', 'x'.repeat(10_000), 'fr-FR'],
    ['the language’s own region, for a program', 'en', null, 'en-GB'],
  ] as const)('%s', (_, language, acceptLanguage, locale) => {
    expect(localeOf(language, { region: null, acceptLanguage })).toBe(locale);
  });

  test('the region that the person chose', () => {
    expect(localeOf('en', { region: 'GB', acceptLanguage: 'en-US' })).toBe('en-GB');
  });

  test('the browser’s region, if the chosen one is of another language', () => {
    expect(localeOf('fr', { region: 'US', acceptLanguage: 'fr-CA' })).toBe('fr-CA');
  });
});

test('the browser’s cookie holds the chosen region, and nothing else in its place', () => {
  const cookie = (region: unknown) => encodeURIComponent(JSON.stringify({ region }));
  expect(parsePrefs(cookie('CA')).region).toBe('CA');
  expect(parsePrefs(cookie('<b>')).region).toBeNull();
  expect(parsePrefs(cookie(undefined)).region).toBeNull();
});

test('each region is one that dates are known for', () => {
  const locales = Object.entries(regions).flatMap(([language, list]) => list.map((region) => `${language}-${region}`));
  expect(locales.map((locale) => new Intl.DateTimeFormat(locale).resolvedOptions().locale)).toEqual(locales);
});
