import { graphemes } from './text/graphemes.ts';

/** More marks on one letter than any script stacks; what comes after is there to cover its neighbours. */
const MOST_MARKS = 6;
const STACKED = new RegExp(`(\\p{M}{${MOST_MARKS}})\\p{M}+`, 'gu');

/** Characters that turn the direction of what follows, beyond the text they stand in, and marks of the byte order. */
const TURNS = /[\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/** A text whose letters carry no more marks than a script can need. Nothing else of it is changed. */
export function limitMarks(text: string): string {
  return text.replace(STACKED, '$1');
}

/**
 * A name, a handle, a title: on one line, unable to turn its neighbours around or to cover them, and no longer than fits.
 * @param maxLength in UTF-16 units; what is longer ends in an ellipsis, between characters as people see them
 */
export function plainLine(text: string, maxLength = 120): string {
  // Only the beginning can be shown: what lies far behind it is not looked at.
  const line = limitMarks(text.slice(0, maxLength * 40).replace(TURNS, ''))
    .replace(/\s+/gu, ' ')
    .trim();
  return line.length <= maxLength ? line : `${line.slice(0, cutBefore(line, maxLength)).trimEnd()}…`;
}

/** A character as people see it is looked for so far around the cut, in UTF-16 units. */
const AROUND = 256;

/** Where a text is cut so that no character is split: at `at` or a little before. */
export function cutBefore(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const from = Math.max(0, at - AROUND);
  const { index = 0 } = graphemes.segment(text.slice(from, at + AROUND)).containing(at - from) ?? {};
  if (index > 0) return from + index;
  // One character fills all that was looked at: cut inside of it, but not through a pair of units.
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

/** A text to stand in a sentence of ours: whichever way it is written, the words around it stay where they are. */
export function isolated(text: string): string {
  return text === '' ? '' : `${ISOLATE}${text.replace(TURNS, '')}${END_OF_ISOLATE}`;
}
