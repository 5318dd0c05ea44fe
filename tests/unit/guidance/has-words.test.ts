import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasWords } from '#lib/guidance/has-words.ts';

test.each([
  ['Où en est la LIVRAISON ?', 'livraison', true],
  ['Les délais sont longs', 'delais', true],
  ['Les delais sont longs', 'Délais', true],
  ['Ma sœur attend', 'soeur', true],
  ['Where is my delivery?', 'delivery', true],
  ['remboursement demandé', 'rembours', false],
  ['remboursement demandé', 'rembours*', true],
  ['le préremboursement', 'rembours*', false],
  ['code promo, svp', 'code promo', true],
  ['promo code', 'code promo', false],
])('finds words whole, whatever their case and accents: "%s" has "%s": %s', (text, phrase, isFound) => {
  expect(hasWords(['nothing here', text], ['other', phrase])).toBe(isFound);
});

const letter = fc.constantFrom(...'abcdeéèêfghiîjklmnoôpqrstuûvwxyzç');
const word = fc.array(letter, { minLength: 2, maxLength: 8 }).map((letters) => letters.join(''));
const border = fc.constantFrom(' ', ', ', '. ', '\n', ' « ', ' » ', '-', '’', '! ', ' 🎁 ');
const bare = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '');
const spelling = fc.constantFrom(
  (text: string) => text,
  bare,
  (text: string) => text.toUpperCase(),
  (text: string) => text.normalize('NFD'),
);

test('a word is found between any borders in any spelling, and never inside a longer word', () => {
  fc.assert(
    fc.property(
      word,
      fc.array(word),
      border,
      border,
      spelling,
      letter,
      (wanted, others, before, after, spell, more) => {
        const around = others.filter((other) => bare(other) !== bare(wanted)).join(' ');
        expect(hasWords([`${around}${before}${spell(wanted)}${after}${around}`], [wanted])).toBe(true);
        const longer = `${wanted}${more}`;
        const text = `${around}${before}${spell(longer)}${after}${around}`;
        const isThere = text.split(/[^\p{L}\p{M}]+/u).some((one) => bare(one.toLowerCase()) === bare(wanted));
        expect(hasWords([text], [wanted])).toBe(isThere);
      },
    ),
    { numRuns: 500 },
  );
});
