// C0 without tab and line breaks, DEL and C1: invisible, and Postgres cannot store NUL.
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const ALL_UNSEEN = new RegExp(UNSEEN, 'g');

/** Whether a text can be stored unchanged: no lone surrogates and no control characters. */
export function isStorable(text: string): boolean {
  return !UNSEEN.test(text) && text.isWellFormed();
}

/** Makes a text storable: U+FFFD for lone surrogates, control characters removed. */
export function storable(text: string): string {
  return isStorable(text) ? text : text.toWellFormed().replace(ALL_UNSEEN, '');
}
