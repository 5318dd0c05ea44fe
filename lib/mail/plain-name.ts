import { graphemes } from '#lib/text/graphemes.ts';

/** The longest name in an email, in graphemes. */
const LIMIT = 60;

/**
 * Cleans a user-supplied name for an email that we send: one line, short, no direction marks, and nothing that a mail
 * client would turn into a link (`evil.example`, `http://…`, `a@b.example`). Otherwise whoever names a workspace could
 * send text to strangers from our address.
 * @returns `?` when nothing is left
 */
export function plainName(name: string): string {
  const bare = name
    .slice(0, LIMIT * 20)
    .toWellFormed()
    // Full-width look-alikes of dots, colons and slashes become the plain characters.
    .normalize('NFKC')
    // Line breaks, control, direction, invisible, unassigned and private-use characters.
    .replace(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu, ' ')
    .replace(/[<>[\]]|[:/\\]{2,}/gu, ' ')
    // A dot followed by a character could be part of a domain; `Inc.` and `St. Mary` stay.
    .replace(/[.。․]+(?=[^\s.。․])/gu, ' ')
    .replace(/:(?!\s)/gu, ' ')
    .replace(/\p{M}{4,}/gu, (marks) => marks.slice(0, 3))
    .replace(/\s+/gu, ' ');
  const letters = [...graphemes.segment(bare.trim())].map(({ segment }) => segment);
  // The email's text follows directly, so the name must not end in a colon or space.
  const start = letters
    .slice(0, LIMIT)
    .join('')
    .replace(/[\s:]+$/u, '');
  return (letters.length > LIMIT ? `${start}…` : start) || '?';
}
