import { describe, expect, test } from 'vitest';
import { countText } from '#components/composer/count-text.ts';

describe('the character counter', () => {
  test('the character counter counts in bytes where the network does', () => {
    const count = countText('été 🎁', { maxLength: 12, count: 'bytes' });
    expect(count).toMatchObject({ used: 10, max: 12, unit: 'bytes', isNear: false, isOver: false });
  });

  test('the character counter counts a link as 23 and an emoji as 2 where the network does', () => {
    const count = countText('https://maison-aubry.example/a/very/long/path?with=words 🎁', {
      maxLength: 280,
      count: 'weighted',
      weights: { link: 23, emoji: 2, light: [[0, 4_351]], other: 2 },
    });
    expect(count).toMatchObject({ used: 26, unit: 'weighted' });
  });

  test('the character counter shows the tighter of two limits', () => {
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

  test('the character counter warns from 90 percent on and shows a text over the limit', () => {
    expect(countText('a'.repeat(9), { maxLength: 10, count: 'utf16' })).toMatchObject({ isNear: true, isOver: false });
    expect(countText('a'.repeat(11), { maxLength: 10, count: 'utf16' })).toMatchObject({ isOver: true });
  });
});
