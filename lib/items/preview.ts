import { cutBefore, limitMarks } from '#lib/plain-text.ts';

const PREVIEW_LENGTH = 280;

/** The beginning of a message on one line, as the row shows it, cut between graphemes. */
export function previewOf(text: string): string {
  const line = limitMarks(text.slice(0, PREVIEW_LENGTH * 4))
    .replace(/\s+/gu, ' ')
    .trim();
  return line.length <= PREVIEW_LENGTH ? line : `${line.slice(0, cutBefore(line, PREVIEW_LENGTH)).trimEnd()}…`;
}
