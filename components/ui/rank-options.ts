/** How well an option answers what was typed; the higher, the better, and 0 for not at all. */
const RANKS = { start: 4, wordStart: 3, inside: 2, scattered: 1, none: 0 } as const;

/** Best answers first, in each group and among the groups; equals stay as they were. Groups without one are left out. */
export function rankOptions<Option extends { words: string; isAlways?: boolean }, Group extends { items: Option[] }>(
  groups: readonly Group[],
  typed: string,
): Group[] {
  const query = folded(typed);
  if (query === '') return groups.filter(({ items }) => items.length > 0);
  return groups
    .map((group) => {
      const ranked = group.items
        .map((option) => ({ option, rank: rankOf(folded(option.words), query) }))
        .filter(({ option, rank }) => rank > RANKS.none || option.isAlways)
        .sort((a, b) => b.rank - a.rank);
      const best = Math.max(0, ...ranked.map(({ option, rank }) => (option.isAlways ? 0 : rank)));
      return { group: { ...group, items: ranked.map(({ option }) => option) }, best };
    })
    .filter(({ group }) => group.items.length > 0)
    .sort((a, b) => b.best - a.best)
    .map(({ group }) => group);
}

function rankOf(words: string, query: string): number {
  if (words.startsWith(query)) return RANKS.start;
  if (words.includes(` ${query}`)) return RANKS.wordStart;
  if (words.includes(query)) return RANKS.inside;
  return isScattered(words, query) ? RANKS.scattered : RANKS.none;
}

/** All letters are there, in their order, with others between them: `snz` in `snooze`. */
function isScattered(words: string, query: string): boolean {
  let from = 0;
  for (const letter of query.replaceAll(' ', '')) {
    const at = words.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}

/** Accents, capitals and hyphens make no difference. */
const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim();
