/** The languages that Parvis speaks. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** What was kept or asked for, if it is one of ours. */
export function knownLanguage(value: unknown): Language | null {
  return languages.find((known) => known === value) ?? null;
}
