import { cutText } from './cut-text.ts';
import { storable } from './storable.ts';

/** Longest name or handle that is stored, in UTF-16 units. */
export const LABEL_LIMIT = 200;

const PLAIN = /^[ -~\u00a0-\u02ff]*$/;
const BREAKS = /[\t\n\r\u2028\u2029]+/g;
/** Embeddings, overrides and isolates: in a name they would turn the sentence around it. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** More marks on one letter than any script has. */
const PILED_MARKS = /(\p{M}{8})\p{M}+/gu;

/** How much of a long name is looked at, as a multiple of its limit. */
const LOOKED_AT = 20;

/** A name or handle as it may be stored and shown in a line: one line, of a bounded length, no pile of marks; "…" where it was cut. */
export function label(text: string, limit = LABEL_LIMIT): string {
  if (text.length <= limit && PLAIN.test(text)) return text;
  // Whatever is long is cut anyway, and a name must not decide how long it takes to read it.
  const line = storable(text.slice(0, limit * LOOKED_AT))
    .replace(BREAKS, ' ')
    .replace(TURNS, '')
    .replace(PILED_MARKS, '$1');
  return shortened(line, limit);
}

/** A text that says with "…" that it was cut. */
export function shortened(text: string, limit: number): string {
  return text.length <= limit ? text : `${cutText(text, limit - 1)}…`;
}
