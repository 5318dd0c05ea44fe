import { cutText } from './cut-text.ts';
import { storable } from './storable.ts';

/** The longest name or handle that we store, in UTF-16 units. */
export const LABEL_LIMIT = 200;

const PLAIN = /^[ -~\u00a0-\u02ff]*$/;
const BREAKS = /[\t\n\r\u2028\u2029]+/g;
/** Bidirectional embeddings, overrides and isolates: in a name they would reverse the surrounding sentence. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** More combining marks on one letter than any script uses. */
const PILED_MARKS = /(\p{M}{8})\p{M}+/gu;

/** How much of a long name is processed, as a multiple of its limit. */
const PROCESSED = 20;

/** Cleans a name or handle for storage and display: one line, bounded length, few combining marks; "…" where it was cut. */
export function label(text: string, limit = LABEL_LIMIT): string {
  if (text.length <= limit && PLAIN.test(text)) return text;
  // Cut first, so that a huge name costs no time.
  const line = storable(text.slice(0, limit * PROCESSED))
    .replace(BREAKS, ' ')
    .replace(TURNS, '')
    .replace(PILED_MARKS, '$1');
  return shortened(line, limit);
}

/** Cuts a text at the limit and marks the cut with "…". */
export function shortened(text: string, limit: number): string {
  return text.length <= limit ? text : `${cutText(text, limit - 1)}…`;
}
