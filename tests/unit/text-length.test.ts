import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTooLong, textLength } from '#lib/networks/text-length.ts';
import { previewOf } from '#lib/items/preview.ts';

describe('how long a text is', () => {
  test('a family, a flag and an accent are one character each to the person who reads them', () => {
    expect(textLength('👨‍👩‍👧‍👦🇫🇷é', { count: 'graphemes' })).toBe(3);
    expect(textLength('👨‍👩‍👧‍👦', { count: 'codePoints' })).toBe(7);
    expect(textLength('👨‍👩‍👧‍👦', { count: 'utf16' })).toBe(11);
  });

  test('a text may fit in characters and still be too large in bytes', () => {
    const capability = { maxLength: 10, count: 'graphemes' as const, maxBytes: 20 };
    expect(isTooLong('a'.repeat(10), capability)).toBe(false);
    expect(isTooLong('a'.repeat(11), capability)).toBe(true);
    expect(isTooLong('👨‍👩‍👧‍👦', capability)).toBe(true);
  });
});

describe("a row's preview", () => {
  test('is one line, whatever the text, and never splits a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => {
        const preview = previewOf(text);
        expect(preview).not.toMatch(/[\n\r\t]/);
        expect(preview.isWellFormed()).toBe(text.isWellFormed() || preview.isWellFormed());
        expect(preview.length).toBeLessThanOrEqual(281);
      }),
    );
  });

  test('ends with an ellipsis when something was left out', () => {
    expect(previewOf('short  and\nsweet')).toBe('short and sweet');
    expect(previewOf('x'.repeat(400))).toBe(`${'x'.repeat(280)}…`);
  });
});
