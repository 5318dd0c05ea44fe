import { expect, test } from 'vitest';
import { detectLanguage } from '#lib/language/detect-language.ts';
import { ownTexts } from './own-texts.ts';

const all = Object.entries(ownTexts).flatMap(([language, texts]) => texts.map((text) => ({ language, text })));

test('names no language that is wrong, in fourteen languages', () => {
  const wrong = all.filter(({ language, text }) => ![language, null].includes(detectLanguage(text)));
  expect(wrong).toEqual([]);
});

test('names the language of seven short messages in eight', () => {
  const named = all.filter(({ text }) => detectLanguage(text) !== null);
  expect(named.length / all.length).toBeGreaterThanOrEqual(7 / 8);
});

test('mentions, tags, addresses and codes do not decide', () => {
  expect(
    detectLanguage(
      '@theteashop @our_best_friends #weekendvibes #happyhour https://example.com/about-our-shipping bonjour, où est mon colis AB12345 ?',
    ),
  ).toBe('fr');
});

test.each([
  ['nothing', ''],
  ['emoji', '😍😍😍🔥🙏'],
  ['punctuation', '???!!! …'],
  ['a mention', '@maison.lune'],
  ['tags', '#teatime #autumn'],
  ['an address', 'https://www.example.com/une-page-en-francais?lang=fr'],
  ['an e-mail address', 'bonjour.merci@example.com'],
  ['a number', '0470 12 34 56'],
  ['a laugh', 'hahahahaha'],
  ['a word of many languages', 'ok'],
])('does not guess from %s', (_, text) => {
  expect(detectLanguage(text)).toBeNull();
});

test('a text in two scripts has no one language', () => {
  expect(detectLanguage('Hello my dear friends شكرا جزيلا لكم جميعا')).toBeNull();
});

test('a long text costs no more than its beginning', () => {
  const text = 'Bonjour, je n’ai toujours pas reçu mon colis. ';
  expect(detectLanguage(text.repeat(20_000))).toBe('fr');
});

test('hostile texts are looked at without an error', () => {
  for (const text of [
    '\ud800\udc00\ud800',
    '\u202e'.repeat(5_000),
    'a.'.repeat(5_000),
    '@'.repeat(5_000),
    'ا̷'.repeat(999),
  ])
    expect(() => detectLanguage(text)).not.toThrow();
});
