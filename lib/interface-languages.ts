/** The languages of the interface. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** The given language if we support it, otherwise null. */
export function knownLanguage(value: unknown): Language | null {
  return languages.find((known) => known === value) ?? null;
}
