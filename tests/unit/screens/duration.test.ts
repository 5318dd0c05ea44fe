import { expect, test } from 'vitest';
import { durationOf } from '#components/ui/text/duration.ts';
import { en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The duration as the catalogue writes it, with plain spaces. */
function textOf(ms: number, catalogue: Record<string, string> = en.time): string {
  const { unit, values } = durationOf(ms);
  const text = Object.entries(values).reduce(
    (written, [name, value]) => written.replace(`{${name}}`, String(value)),
    catalogue[unit] ?? '',
  );
  return text.replaceAll(/\s/g, ' ');
}

test.each([
  [59_999, '59 s'],
  [MINUTE, '1 min'],
  [59 * MINUTE + 59_999, '59 min'],
  [HOUR, '1 h'],
  [2 * HOUR + 40 * MINUTE, '2 h 40 min'],
  [10 * HOUR + 59 * MINUTE, '10 h'],
  [24 * HOUR, '24 h'],
  [46 * HOUR, '46 h'],
  [48 * HOUR - 1, '47 h'],
  [48 * HOUR, '2 d'],
  [71 * HOUR, '2 d 23 h'],
  [95 * HOUR, '3 d 23 h'],
  [167 * HOUR, '6 d'],
])('%i ms are written as %s', (ms, text) => {
  expect(textOf(ms)).toBe(text);
});

test('46 hours are not a day in French either', () => {
  expect(textOf(46 * HOUR, fr.time)).toBe('46 h');
  expect(textOf(71 * HOUR, fr.time)).toBe('2 j 23 h');
});
