import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocksOf, foldText } from '#components/message-text/text-parts.ts';

const piece = fc.constantFrom(
  'a'.repeat(900),
  '\n',
  'é😀',
  '👩\u200D'.repeat(300),
  ' word',
  'e\u0301'.repeat(200),
  '\n'.repeat(30),
);

describe('long texts', () => {
  test('a message of ordinary length is not folded', () => {
    for (const text of ['', 'Bonjour', 'word '.repeat(600), 'line\n'.repeat(39)])
      expect(foldText(text)).toEqual({ first: text, rest: '' });
  });

  test('a long message is folded by its length and by its lines', () => {
    expect(foldText('a'.repeat(500_000)).first.length).toBe(3_000);
    expect(foldText('\n'.repeat(100_000)).first.split('\n').length).toBe(40);
    expect(foldText('word '.repeat(2_000)).first.endsWith('word')).toBe(true);
  });

  test('folding a message loses no character', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const { first, rest } = foldText(text);
        expect(first + rest).toBe(text);
      }),
    );
  });

  test('a long message is split into blocks of bounded size without losing a character', () => {
    const texts = [
      'a'.repeat(500_000),
      '\n'.repeat(10_000),
      'word '.repeat(9_000),
      'é😀\n'.repeat(5_000),
      '👩\u200D'.repeat(9_000),
    ];
    for (const text of texts) {
      const blocks = blocksOf(text);
      for (const block of blocks) {
        expect(block.length).toBeLessThanOrEqual(4_000);
        expect(block.split('\n').length).toBeLessThanOrEqual(60);
        expect(block.isWellFormed()).toBe(true);
      }
      expect(blocks.join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''));
    }
  });
});
