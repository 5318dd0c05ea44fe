/** Subtags that name no language: undetermined, none, several, uncoded, artificial, and the codes for private use. */
const NO_LANGUAGE = /^(?:und|zxx|mul|mis|art|q[a-t][a-z])(?:-|$)/i;
const LENGTH = 35;

/**
 * A network's name for a language as a canonical BCP 47 tag (`fr_FR` becomes `fr-FR`, `iw` becomes `he`), or null where it
 * names none.
 */
export function languageTag(value: string): string | null {
  const tag = value.trim().replaceAll('_', '-');
  if (tag.length > LENGTH || NO_LANGUAGE.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null; // not a tag
    throw error;
  }
}
