import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTooLong, textLength } from '#lib/networks/text-length.ts';
import { previewOf } from '#lib/items/preview.ts';

describe('text length', () => {
  test('an emoji family, a flag and an accented letter count as one grapheme each', () => {
    expect(textLength('👨‍👩‍👧‍👦🇫🇷é', { count: 'graphemes' })).toBe(3);
    expect(textLength('👨‍👩‍👧‍👦', { count: 'codePoints' })).toBe(7);
    expect(textLength('👨‍👩‍👧‍👦', { count: 'utf16' })).toBe(11);
  });

  test('a text can fit by characters and still be too long in bytes', () => {
    const capability = { maxLength: 10, count: 'graphemes' as const, maxBytes: 20 };
    expect(isTooLong('a'.repeat(10), capability)).toBe(false);
    expect(isTooLong('a'.repeat(11), capability)).toBe(true);
    expect(isTooLong('👨‍👩‍👧‍👦', capability)).toBe(true);
  });
});

describe('previews', () => {
  test('a preview is one line and never splits a character, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => {
        const preview = previewOf(text);
        expect(preview).not.toMatch(/[\n\r\t]/);
        expect(preview.isWellFormed()).toBe(text.isWellFormed() || preview.isWellFormed());
        expect(preview.length).toBeLessThanOrEqual(281);
      }),
    );
  });

  test('a shortened preview ends with an ellipsis', () => {
    expect(previewOf('short  and\nsweet')).toBe('short and sweet');
    expect(previewOf('x'.repeat(400))).toBe(`${'x'.repeat(280)}…`);
  });
});
