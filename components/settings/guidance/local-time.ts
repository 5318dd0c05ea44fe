/** A moment as a field of date and time has it, in the reader's zone. @param iso ISO 8601; null gives an empty field */
export function toLocal(iso: string | null): string {
  if (iso === null) return '';
  const at = new Date(iso);
  const two = (part: number) => String(part).padStart(2, '0');
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The moment that a field of date and time names, as ISO 8601; null for an empty one. */
export function fromLocal(value: string): string | null {
  return value === '' ? null : new Date(value).toISOString();
}
