import type { Language } from '#lib/interface-languages.ts';

/** The sentences of the screen in a language. */
export const catalogues = {
  en: async () => (await import('#messages/en.ts')).en,
  fr: async () => (await import('#messages/fr.ts')).fr,
} satisfies Record<Language, () => Promise<unknown>>;
