/** A moment as a `datetime-local` field shows it: in the browser's time zone, without one. @param moment ISO 8601 */
export function localInput(moment: string): string {
  const date = new Date(moment);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
