import { graphemes } from '#lib/text/graphemes.ts';

/** Longest name in an email, in characters as a reader counts them. */
const LIMIT = 60;

/**
 * A name that somebody typed, as it may stand in an email that we send: on one line, short, in the direction of the
 * text, and with nothing that a mail program would turn into a link (`evil.example`, `http://…`, `a@b.example`). Whoever
 * names a workspace writes into the mailboxes of strangers, under our address.
 * @returns `?` when nothing is left
 */
export function plainName(name: string): string {
  const bare = name
    .slice(0, LIMIT * 20)
    .toWellFormed()
    // Full-width and other look-alikes of dots, colons and slashes become the signs themselves.
    .normalize('NFKC')
    // Line breaks, controls, marks of direction, invisible characters, unassigned and private ones.
    .replace(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu, ' ')
    .replace(/[<>[\]]|[:/\\]{2,}/gu, ' ')
    // A dot is part of an address wherever something stands behind it; `Inc.` and `St. Mary` stay.
    .replace(/[.。․]+(?=[^\s.。․])/gu, ' ')
    .replace(/:(?!\s)/gu, ' ')
    .replace(/\p{M}{4,}/gu, (marks) => marks.slice(0, 3))
    .replace(/\s+/gu, ' ');
  const letters = [...graphemes.segment(bare.trim())].map(({ segment }) => segment);
  // What the text goes on with stands right behind the name.
  const start = letters
    .slice(0, LIMIT)
    .join('')
    .replace(/[\s:]+$/u, '');
  return (letters.length > LIMIT ? `${start}…` : start) || '?';
}
