import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownHandle, channelLabel, parseName } from '#components/inbox-state/people/names.ts';
import { previewOf } from '#lib/items/preview.ts';
import { cutBefore, isolated, limitMarks, plainLine } from '#lib/plain-text.ts';

const hostileUnit = fc.constantFrom(
  'a',
  ' ',
  '\n',
  '\u0308',
  '\u0323',
  '\u202E',
  '\u2066',
  '\u200D',
  '👩',
  '\uD83D',
  '\uFE0F',
  'ل',
  '\0',
);

const marks = (count: number) => '\u0308\u0323'.repeat(count / 2);

describe('names and handles written by other people', () => {
  test('a real name stays as it was written, in any script', () => {
    for (const name of ['Léa Martin', 'ليلى المنصوري', 'Nguyễn Thị Ánh', '山田 太郎', 'Zoë 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'שָׁלוֹם'])
      expect(plainLine(name)).toBe(name);
  });

  test('a letter in a name keeps six combining marks at most', () => {
    expect(plainLine(`Z${marks(2_000)}oe`)).toBe(`Z${marks(6)}oe`);
  });

  test('a name cannot reverse the direction of the text around it', () => {
    expect(plainLine('\u202Egro.elpmaxe@nimda\u2066')).toBe('gro.elpmaxe@nimda');
  });

  test('a name is never longer than its limit, whatever characters it consists of', () => {
    fc.assert(
      fc.property(fc.string({ unit: hostileUnit, maxLength: 200 }), (text) => {
        const line = plainLine(text, 60);
        expect(line.length).toBeLessThanOrEqual(61);
        expect(line).not.toMatch(/[\r\n\u202A-\u202E\u2066-\u2069]|\p{M}{7}/u);
      }),
    );
  });

  test('a name is cut between two emoji families, never inside one', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(plainLine(family.repeat(200), 25)).toBe(`${family.repeat(2)}…`);
  });

  test('a name that is one endless character is cut too', () => {
    const chain = '👩\u200D'.repeat(5_000);
    expect(plainLine(chain, 60).length).toBeLessThanOrEqual(61);
    expect(plainLine(chain, 60).isWellFormed()).toBe(true);
  });

  test('a name inside a sentence is isolated from the direction of the words around it', () => {
    expect(isolated('\u202Eabc')).toBe('\u2068abc\u2069');
    expect(isolated('')).toBe('');
  });
});

describe('cutting a text', () => {
  test('cutting a text never splits a surrogate pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.nat(300), (text, at) => {
        expect(text.slice(0, cutBefore(text, at)).isWellFormed()).toBe(true);
        expect(cutBefore(text, at)).toBeLessThanOrEqual(Math.max(at, 0) + (at >= text.length ? text.length : 0));
      }),
    );
  });

  test('the stacked marks of Tibetan are kept', () => {
    expect(limitMarks('བསྒྲུབས')).toBe('བསྒྲུབས');
  });
});

describe('names on the screen', () => {
  test('a name of blanks and joiners counts as unknown', () => {
    expect(parseName('\u200B\u00A0\u3000\u200F')).toEqual({ kind: 'unknown' });
  });

  test('handles and channel names are cleaned like names', () => {
    expect(shownHandle({ name: 'Ana', handle: `an\u202Ea${marks(500)}.ruiz` })).toBe(`@ana${marks(6)}.ruiz`);
    expect(channelLabel({ name: 'x'.repeat(5_000), handle: '' }).length).toBeLessThan(130);
  });
});

test('a preview is short and carries no stack of combining marks', () => {
  for (const text of ['a'.repeat(500_000), `Z${marks(10_000)}`, '👨‍👩‍👧‍👦'.repeat(500), '\u202Eabc '.repeat(500)]) {
    const preview = previewOf(text);
    expect(preview.length).toBeLessThanOrEqual(281);
    expect(preview).not.toMatch(/\p{M}{7}/u);
    expect(preview.isWellFormed()).toBe(true);
  }
});
