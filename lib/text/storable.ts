// C0 without tab and line breaks, DEL and C1: nobody sees them, and Postgres stores no NUL.
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const ALL_UNSEEN = new RegExp(UNSEEN, 'g');

/** Whether a text may be stored as it is: every surrogate has its other half, and no control character is in it. */
export function isStorable(text: string): boolean {
  return !UNSEEN.test(text) && text.isWellFormed();
}

/** A text as it may be stored: U+FFFD for half a character, and without the control characters that nobody sees. */
export function storable(text: string): string {
  return isStorable(text) ? text : text.toWellFormed().replace(ALL_UNSEEN, '');
}
