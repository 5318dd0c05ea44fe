import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkReply } from '#lib/saved-replies/text/check-reply.ts';
import { findPhrase } from '#lib/saved-replies/text/find-phrase.ts';
import { finishReply } from '#lib/saved-replies/text/finish-reply.ts';
import { isFrench } from '#lib/saved-replies/text/is-french.ts';
import { marksOf } from '#lib/saved-replies/marks.ts';
import { noGuardRails } from '#lib/saved-replies/types.ts';

const rails = {
  ...noGuardRails,
  bannedWords: ['gratuit', 'rembours*', 'à vie', '🖕'],
  requiredWords: ['merci | thank you'],
};

describe('banned and required words', () => {
  test.each([
    ['C’est GRATUIT, merci', ['GRATUIT']],
    ['C’est gra\u200Btuit, merci', ['gra\u200Btuit']],
    ['Merci, le remboursement arrive', ['remboursement']],
    ['Merci : garanti à  vie', ['à  vie']],
    ['Merci : garanti A VIE !', ['A VIE']],
    ['Merci 🖕', ['🖕']],
  ])('stops: %s', (text, words) => {
    expect(checkReply(text, rails, 'fr')).toEqual([{ kind: 'banned', words }]);
  });

  test('a word inside another one is not meant', () => {
    expect(checkReply('Merci, gratuitement', rails, 'fr')).toEqual([]);
  });

  test('one wording of a required entry is enough', () => {
    expect(checkReply('Bonjour', rails, 'fr')).toEqual([{ kind: 'missing', words: ['merci | thank you'] }]);
    expect(checkReply('Hello and THANK YOU', rails, 'en')).toEqual([]);
  });

  test('a variable that nobody filled in stops the reply', () => {
    expect(checkReply('Merci {{contact}}', rails, 'fr')).toEqual([{ kind: 'unfilled', words: ['contact'] }]);
  });

  test('a brand that says vous is warned of tu, in French only', () => {
    const vous = { ...noGuardRails, address: 'vous' as const };
    expect(checkReply('Bonjour, tu peux passer avec ton colis, je t’attends', vous, 'fr')).toEqual([
      { kind: 'address', words: ['tu', 't'] },
    ]);
    expect(checkReply('Hello you, the tu bread is for you', vous, 'en')).toEqual([]);
    expect(checkReply('Bonjour, vous êtes là', { ...noGuardRails, address: 'tu' }, null)).toEqual([
      { kind: 'address', words: ['vous'] },
    ]);
  });

  test('however a banned word is written, it is found', () => {
    const disguise = fc.array(fc.constantFrom('', '\u200B', '\u00AD', '\u0301'), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(disguise, fc.boolean(), (between, isLoud) => {
        const word = [...'gratuit'].map((letter, at) => `${letter}${between[at]}`).join('');
        expect(findPhrase(`C’est ${isLoud ? word.toUpperCase() : word} !`, 'gratuit')).toHaveLength(1);
      }),
    );
  });
});

describe('the reply as it is sent', () => {
  const signed = { fixesTypography: true, signatureFr: "L'équipe Lune !", signatureEn: 'The Lune team' };

  test('a French reply is put right and signed in French', () => {
    expect(finishReply("  C'est parti !  ", signed, 'fr')).toBe('C’est parti\u202F!\nL’équipe Lune\u202F!');
    expect(finishReply('It is on its way!', signed, 'fr')).toBe('It is on its way!\nThe Lune team');
  });

  test('a signature that is there already is not added again', () => {
    expect(finishReply('It is on its way. The Lune Team', signed, 'en')).toBe('It is on its way. The Lune Team');
    expect(finishReply('Merci aux victimes', { ...signed, signatureFr: 'times' }, 'fr')).toContain('\ntimes');
  });

  test('finishing twice is finishing once', () => {
    const part = fc.constantFrom(
      'Bonjour',
      'merci',
      'the',
      'order',
      'is',
      '!',
      '"',
      "l'été",
      ' ',
      '\n',
      'Lune',
      'équipe',
      'team',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.constantFrom('fr', 'en', null), (parts, language) => {
        const once = finishReply(parts.join(' '), signed, language);
        expect(finishReply(once, signed, language)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a text without telling words is in the language of its item', () => {
    expect([isFrench('Livraison 12/03', 'fr-CA'), isFrench('Livraison 12/03', 'en'), isFrench('OK', null)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('the marks by which a text is recognized', () => {
  const words = fc.array(
    fc.constantFrom('bonjour', 'votre', 'colis', 'part', 'demain', 'atelier', 'ferme', 'lundi', 'été'),
    { minLength: 5, maxLength: 30 },
  );

  test('case, accents, spaces and punctuation make no difference', () => {
    fc.assert(
      fc.property(words, fc.infiniteStream(fc.constantFrom(' ', '  ', ', ', ' !\n', '\u202F; ')), (given, between) => {
        const disguised = given.map((word) => `${word.toUpperCase()}${between.next().value ?? ' '}`).join('');
        expect(marksOf(disguised)).toEqual(marksOf(given.join(' ')));
      }),
    );
  });

  test('a filled-in text has every mark of its saved reply', () => {
    const saved = 'Bonjour {{contact}}, votre colis part demain matin de notre atelier de Lyon. {{signature}}';
    const sent = marksOf('Bonjour Léa Martin, votre colis part demain matin de notre atelier de Lyon. Inès');
    expect(marksOf(saved).length).toBeGreaterThan(5);
    expect(marksOf(saved).filter((mark) => !sent.includes(mark))).toEqual([]);
  });

  test('what everybody says has none', () => {
    expect(marksOf('Merci beaucoup, bonne journée !')).toEqual([]);
  });
});
