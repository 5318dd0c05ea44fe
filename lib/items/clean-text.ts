/** A member's text as it may be kept: trimmed, without the control characters that no one can type or see. */
export function cleanText(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').trim();
}
