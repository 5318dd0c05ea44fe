/** How well a phrase answers what was typed; the higher, the better. Letters inside a word never count. */
export const MATCH = { none: 0, anyOrder: 1, inOrder: 2, wordStart: 3, start: 4, exact: 5 } as const;
export type Match = (typeof MATCH)[keyof typeof MATCH];

/**
 * @param phrase folded text
 * @param words what was typed, folded, one entry a word
 */
export function matchWords(phrase: string, words: readonly string[]): Match {
  const query = words.join(' ');
  if (phrase === query) return MATCH.exact;
  if (phrase.startsWith(query)) return MATCH.start;
  if (phrase.includes(` ${query}`)) return MATCH.wordStart;
  const given = phrase.split(' ');
  if (areInOrder(given, words)) return MATCH.inOrder;
  return areAllThere(given, words) ? MATCH.anyOrder : MATCH.none;
}

/** Every typed word begins a word of the phrase, one after the other. */
function areInOrder(given: readonly string[], words: readonly string[]): boolean {
  let from = 0;
  for (const word of words) {
    const at = given.findIndex((one, index) => index >= from && one.startsWith(word));
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}

/** Every typed word begins a word of the phrase of its own. The longest chooses first: it has the fewest to choose from. */
function areAllThere(given: readonly string[], words: readonly string[]): boolean {
  const free = [...given];
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    const at = free.findIndex((one) => one.startsWith(word));
    if (at < 0) return false;
    free.splice(at, 1);
  }
  return true;
}
