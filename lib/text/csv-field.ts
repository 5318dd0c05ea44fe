/**
 * What a spreadsheet would compute gets an apostrophe, also behind a character at which it might split the field: with French
 * settings, at a semicolon. Source: OWASP, CSV Injection.
 */
export function csvField(text: string): string {
  const safe = text.replace(/(^|[;,\t\r\n])(\s*)(?=[=+\-@\t\r＝＋－＠])/g, "$1$2'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
