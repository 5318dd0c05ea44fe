/**
 * The time zone in which the browser reads what its member chooses. On a member's first page the server does not know it yet,
 * so a chosen moment is written in it by name.
 */
export function localTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
