import { describe, expect, test } from 'vitest';
import { contrast, over } from '#tests/support/look/contrast.ts';
import { type Theme, token, tokenNames } from '#tests/support/look/tokens.ts';

const themes: readonly Theme[] = ['light', 'dark'];
const TEXT = 4.5;
const CONTROL = 3;

/** What the pages, rows, menus and fields stand on. */
const grounds = ['page', 'rail', 'raised', 'sunken', 'hover', 'pressed', 'chosen-tint', 'accent-tint'] as const;

/** Texts, and the backgrounds on which they are written. */
const texts: Record<string, readonly string[]> = {
  ink: [...grounds, 'paper', 'ok-tint', 'warn-tint', 'bad-tint'],
  soft: [...grounds, 'paper', 'ok-tint', 'warn-tint', 'bad-tint'],
  muted: [...grounds, 'paper', 'ok-tint', 'warn-tint', 'bad-tint'],
  'accent-ink': [...grounds, 'paper', 'warn-tint', 'bad-tint'],
  ok: [...grounds, 'paper', 'ok-tint'],
  warn: [...grounds, 'paper', 'warn-tint'],
  bad: [...grounds, 'paper', 'bad-tint'],
  'paper-ink': ['paper'],
  'on-accent': ['accent', 'accent-strong'],
  white: ['bad-fill'],
};

/** Edges, dots and bars that say something, and what surrounds them. */
const marks: Record<string, readonly string[]> = {
  chosen: [...grounds, 'paper'],
  edge: [...grounds, 'paper'],
  'accent-ink': grounds,
  accent: ['page', 'rail', 'raised', 'hover', 'chosen-tint'],
  'ok-fill': grounds,
  'warn-fill': grounds,
  'bad-fill': grounds,
  'paper-ink': ['paper'],
  white: ['edge', 'accent'],
};

const pairsOf = (table: Record<string, readonly string[]>) =>
  Object.entries(table).flatMap(([top, below]) => below.map((ground) => [top, ground] as const));

describe.each(themes)('in the %s theme', (theme) => {
  test.each(pairsOf(texts))('%s can be read on %s', (text, ground) => {
    expect(contrast(token(text, theme), token(ground, theme))).toBeGreaterThanOrEqual(TEXT);
  });

  test.each(pairsOf(marks))('%s can be seen on %s', (mark, ground) => {
    expect(contrast(token(mark, theme), token(ground, theme))).toBeGreaterThanOrEqual(CONTROL);
  });

  const hues = Array.from({ length: 360 }, (_, hue) => hue);
  const worst = (top: string, ground: string) =>
    Math.min(...hues.map((hue) => contrast(token(top, theme, hue), token(ground, theme, hue))));

  test.each([...grounds, 'paper', 'voice-tint'])('the voice of any brand can be read on %s', (ground) => {
    expect(worst('voice', ground)).toBeGreaterThanOrEqual(TEXT);
  });

  test('the initial of any workspace can be read on its colour', () => {
    expect(worst('page', 'voice')).toBeGreaterThanOrEqual(TEXT);
  });

  test.each(['page', 'hover', 'rail', 'raised'])('the bar of any brand can be seen on %s', (ground) => {
    expect(worst('voice-fill', ground)).toBeGreaterThanOrEqual(CONTROL);
  });

  test('an icon that is switched off can still be seen', () => {
    for (const ground of ['page', 'rail', 'raised', 'paper', 'accent-tint']) {
      const seen = over(token('muted', theme), 0.75, token(ground, theme));
      expect(contrast(seen, token(ground, theme)), ground).toBeGreaterThanOrEqual(CONTROL);
    }
  });
});

test('every colour of the palette has its pair in this table', () => {
  const named = new Set([...pairsOf(texts), ...pairsOf(marks)].flat());
  const elsewhere = new Set([
    'voice',
    'voice-fill',
    'voice-tint',
    'line', // divides, and says nothing
    'paper-edge', // a note also has a lock and a word
    'scrim', // lies over what is not used meanwhile
  ]);
  expect(tokenNames.filter((name) => !named.has(name) && !elsewhere.has(name))).toEqual([]);
});
