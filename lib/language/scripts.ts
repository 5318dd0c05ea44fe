/** How large a part of a text's letters its language's script must have: a text in two scripts has no one language. */
const MOSTLY = 2 / 3;
const LETTER = /\p{L}/gu;

/** Scripts that are written together, by the name that Unicode's locale data gives to the group. */
const groups: Record<string, readonly string[]> = {
  Jpan: ['Han', 'Hiragana', 'Katakana'],
  Kore: ['Hangul', 'Han'],
  Hans: ['Han'],
  Hant: ['Han'],
};

const letters = new Map<string, RegExp>();

/** Whether most letters of a text belong to the script in which a language is written. */
export function isMostlyInScriptOf(language: string, text: string): boolean {
  const all = text.match(LETTER)?.length ?? 0;
  const own = text.match(lettersOf(language))?.length ?? 0;
  return all > 0 && own >= all * MOSTLY;
}

function lettersOf(language: string): RegExp {
  const known = letters.get(language);
  if (known) return known;
  const script = new Intl.Locale(language).maximize().script ?? 'Latn';
  const names = groups[script] ?? [script];
  const made = new RegExp(`[${names.map((name) => `\\p{Script=${name}}`).join('')}]`, 'gu');
  letters.set(language, made);
  return made;
}
