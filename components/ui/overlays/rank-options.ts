import { foldText, typedWords } from './fold-text.ts';
import { MATCH, type Match, matchWords } from './match-words.ts';

/** What an option is found by. */
export type Findable = {
  label: string;
  /** Other words for it. */
  synonyms?: readonly string[];
  /** Its label and synonyms in another language: they count too, after the words that are on the screen. */
  foreign?: { label?: string; synonyms?: readonly string[] };
  /** Must be meant: for a loose match, it never stands first. */
  isRisky?: boolean;
  /** Stays, whatever is typed. */
  isAlways?: boolean;
};

/** Fewer letters than this never mean a risky option. */
const MEANT_LETTERS = 3;
/** A source counts only between equal matches. */
const SOURCES = 3;
const ALWAYS = 0.5;
const LOOSE = 0.25;

/**
 * Best answers first, in each group and among the groups; equals stay as they were. Groups without one are left out.
 * What stays always comes after what matches, and a risky option that was not meant comes after that.
 */
export function rankOptions<Option extends Findable, Group extends { items: Option[] }>(
  groups: readonly Group[],
  typed: string,
): Group[] {
  const words = typedWords(typed);
  if (words.length === 0) return groups.filter(({ items }) => items.length > 0);
  return groups
    .map((group) => {
      const ranked = group.items
        .map((option) => ({ option, rank: rankOf(option, words) }))
        .filter(({ rank }) => rank > 0)
        .sort((a, b) => b.rank - a.rank);
      return { group: { ...group, items: ranked.map(({ option }) => option) }, best: ranked[0]?.rank ?? 0 };
    })
    .filter(({ best }) => best > 0)
    .sort((a, b) => b.best - a.best)
    .map(({ group }) => group);
}

/** The same phrases are searched at every key. */
const known = new Map<string, string>();
const KNOWN_LIMIT = 5_000;

function folded(phrase: string): string {
  const found = known.get(phrase);
  if (found !== undefined) return found;
  if (known.size >= KNOWN_LIMIT) known.clear();
  const text = foldText(phrase);
  known.set(phrase, text);
  return text;
}

function rankOf(option: Findable, words: readonly string[]): number {
  if (option.isAlways) return ALWAYS;
  const best = (phrases: readonly string[] | undefined): Match =>
    (phrases ?? []).reduce<Match>((most, phrase) => {
      const match = matchWords(folded(phrase), words);
      return match > most ? match : most;
    }, MATCH.none);
  const own = best([option.label]);
  const foreign = best(option.foreign?.label === undefined ? [] : [option.foreign.label]);
  const synonym = best(option.synonyms);
  const foreignSynonym = best(option.foreign?.synonyms);
  const match = Math.max(own, foreign, synonym, foreignSynonym);
  if (match === MATCH.none) return 0;
  const source = own === match ? 2 : synonym === match ? 1 : 0;
  if (!option.isRisky) return match * SOURCES + source;
  const label = Math.max(own, foreign);
  const isMeant = match === MATCH.exact || (label === MATCH.start && words.join('').length >= MEANT_LETTERS);
  // Among equals, what harms nobody comes first.
  return isMeant ? match * SOURCES + (match === MATCH.exact ? source : -ALWAYS) : LOOSE;
}
