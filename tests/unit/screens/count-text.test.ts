import { describe, expect, test } from 'vitest';
import { countText } from '#components/composer/count-text.ts';

describe('the counter counts as the network does', () => {
  test('in bytes', () => {
    const count = countText('été 🎁', { maxLength: 12, count: 'bytes' });
    expect(count).toMatchObject({ used: 10, max: 12, unit: 'bytes', isNear: false, isOver: false });
  });

  test('by weight: a link is 23 whatever its length, an emoji two', () => {
    const count = countText('https://maison-aubry.example/a/very/long/path?with=words 🎁', {
      maxLength: 280,
      count: 'weighted',
      weights: { link: 23, emoji: 2, light: [[0, 4_351]], other: 2 },
    });
    expect(count).toMatchObject({ used: 26, unit: 'weighted' });
  });

  test('by the tighter of two limits', () => {
    expect(countText('aaaa', { maxLength: 8, count: 'graphemes', maxBytes: 100 })).toMatchObject({
      used: 4,
      max: 8,
      unit: null,
    });
    expect(countText('🎁🎁', { maxLength: 8, count: 'graphemes', maxBytes: 9 })).toMatchObject({
      used: 8,
      max: 9,
      unit: 'bytes',
    });
  });

  test('warns from nine tenths on, and is over beyond the last', () => {
    expect(countText('a'.repeat(9), { maxLength: 10, count: 'utf16' })).toMatchObject({ isNear: true, isOver: false });
    expect(countText('a'.repeat(11), { maxLength: 10, count: 'utf16' })).toMatchObject({ isOver: true });
  });
});
