import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixFrenchTypography } from '#lib/saved-replies/text/french-typography.ts';

const N = '\u00A0';
const F = '\u202F';

describe('French typography', () => {
  test.each([
    ['Bonjour !', `Bonjour${F}!`],
    ['Bonjour!', `Bonjour${F}!`],
    [`Bonjour${N}!`, `Bonjour${F}!`],
    ['Vraiment ?!', `Vraiment${F}?!`],
    ['Vraiment?!', `Vraiment${F}?!`],
    ['Attention : fermé', `Attention${N}: fermé`],
    ['Attention: fermé', `Attention${N}: fermé`],
    ['Oui ; non', `Oui${F}; non`],
    ['Le modèle "Lune" est là', `Le modèle «${N}Lune${N}» est là`],
    ['Le modèle « Lune » est là', `Le modèle «${N}Lune${N}» est là`],
    ['«Lune»', `«${N}Lune${N}»`],
    ["C'est l'atelier d'aujourd'hui", 'C’est l’atelier d’aujourd’hui'],
    ['l\'"été"', `l’«${N}été${N}»`],
    ['Merci...', 'Merci…'],
    ['-20 % et 15 €, 100%', `-20${N}% et 15${N}€, 100${N}%`],
    ['sous 24 h, 5 kg', `sous 24${N}h, 5${N}kg`],
    ['Commande n° 12', `Commande n°${N}12`],
    ['(super !)', `(super${F}!)`],
    ['Bravo 🎉 !', `Bravo 🎉${F}!`],
    ['Bonjour @lea.m !', `Bonjour @lea.m${F}!`],
    ['Voir « https://a.example/x?y=1;z:2 » !', `Voir «${N}https://a.example/x?y=1;z:2${N}»${F}!`],
  ])('%s', (given, fixed) => {
    expect(fixFrenchTypography(given)).toBe(fixed);
  });

  test.each([
    "https://a.example/l'x?a=1;b=2!",
    'www.a.example/a:b;c?d!e',
    "contact@l'example.test",
    '`const a = b ? \'c\' : "d";`',
    "```\nif (a) { b = 'c'; }\n```",
    '@lea_m #l_été',
    '{{contact|l\'ami : "vous" !}}',
    'boutique.example/?q=1!',
    ':smile: :) ;-) 12:30',
    'a!=b c?d',
    '[1;2]',
    'Un écran de 27" et un de 32"',
    "'entre apostrophes'",
  ])('leaves alone: %s', (text) => {
    expect(fixFrenchTypography(text)).toBe(text);
  });
});

/** What French texts to a community are made of, in any order. */
const piece = fc.constantFrom(
  'Bonjour',
  'l',
  'été',
  '!',
  '?',
  ';',
  ':',
  '«',
  '»',
  '"',
  "'",
  '’',
  '...',
  '…',
  '.',
  ',',
  ' ',
  ' ',
  ' ',
  N,
  F,
  '\n',
  '12',
  '%',
  '€',
  'h',
  'kg',
  'n°',
  '(',
  ')',
  '@lea.m',
  '#soldes',
  'https://a.example/?q=1;b:2',
  'a@b.example',
  '`x ! y`',
  '{{contact|a !}}',
  ':)',
  ';-)',
  ':smile:',
  '🎉',
  '👩‍🎤',
  '&amp;',
  '\u{F0001}',
  '-',
  '—',
  'www.a.example',
  '```a ;\nb ?```',
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'grapheme' }),
);

const PROTECTED = /https:\/\/a\.example\/\?q=1;b:2|a@b\.example|`x ! y`|\{\{contact\|a !\}\}/gu;
/** Everything but spaces, quotation marks, apostrophes and dots. */
const letters = (given: string) => given.replace(/[\s\u00A0\u202F"«»'’.…]/gu, '');

describe('for any text', () => {
  test('doing it twice changes nothing more', () => {
    fc.assert(
      fc.property(text, (given) => {
        const once = fixFrenchTypography(given);
        expect(fixFrenchTypography(once)).toBe(once);
      }),
      { numRuns: 5_000, examples: [['«"Bonjour"'], ['Bonjour;;-)...'], ["Bonjour':):"]] },
    );
  });

  test('letters, digits, emoji and line breaks stay, in their order', () => {
    fc.assert(
      fc.property(text, (given) => {
        const fixed = fixFrenchTypography(given);
        expect(letters(fixed)).toBe(letters(given));
        expect(fixed.split('\n')).toHaveLength(given.split('\n').length);
      }),
      { numRuns: 5_000 },
    );
  });

  test('addresses, code and variables between words stay as they are', () => {
    const words = fc.array(fc.constantFrom("L'été !", 'et "voilà"', 'oui : non', '10 % ;'), {
      minLength: 1,
      maxLength: 4,
    });
    const kept = fc.constantFrom('https://a.example/?q=1;b:2', 'a@b.example', '`x ! y`', '{{contact|a !}}');
    fc.assert(
      fc.property(fc.array(fc.tuple(words, kept), { minLength: 1, maxLength: 5 }), (parts) => {
        const given = parts.map(([before, it]) => `${before.join(' ')} ${it}`).join(' ');
        expect(fixFrenchTypography(given).match(PROTECTED)).toEqual(given.match(PROTECTED));
      }),
    );
  });
});
