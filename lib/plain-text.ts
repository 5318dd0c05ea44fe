import { graphemes } from './text/graphemes.ts';

/** The most combining marks on one letter: no script uses more, and piled marks cover neighbouring text. */
const MOST_MARKS = 6;
const STACKED = new RegExp(`(\\p{M}{${MOST_MARKS}})\\p{M}+`, 'gu');

/** Characters that change the text direction beyond their own text, and byte order marks. */
const TURNS = /[\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/** Removes excess combining marks and changes nothing else. */
export function limitMarks(text: string): string {
  return text.replace(STACKED, '$1');
}

/**
 * Cleans a name, a handle or a title: one line, no effect on the direction or look of neighbouring text, bounded length.
 * @param maxLength in UTF-16 units; longer texts end in an ellipsis, cut between graphemes
 */
export function plainLine(text: string, maxLength = 120): string {
  // Only the beginning can be shown, so process no more than that.
  const line = limitMarks(text.slice(0, maxLength * 40).replace(TURNS, ''))
    .replace(/\s+/gu, ' ')
    .trim();
  return line.length <= maxLength ? line : `${line.slice(0, cutBefore(line, maxLength)).trimEnd()}…`;
}

/** How far around the cut to search for a grapheme boundary, in UTF-16 units. */
const AROUND = 256;

/** The position at or shortly before `at` where a cut splits no grapheme. */
export function cutBefore(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const from = Math.max(0, at - AROUND);
  const { index = 0 } = graphemes.segment(text.slice(from, at + AROUND)).containing(at - from) ?? {};
  if (index > 0) return from + index;
  // One grapheme fills the whole range: cut inside it, but not between surrogates.
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

/** Isolates a text for use in our sentences, so that its direction does not affect the words around it. */
export function isolated(text: string): string {
  return text === '' ? '' : `${ISOLATE}${text.replace(TURNS, '')}${END_OF_ISOLATE}`;
}
