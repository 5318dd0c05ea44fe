import type { Language } from '#lib/users/types.ts';

export type Emoji = { unicode: string; label: string; tags: string[] };

type Row = { unicode: string; label: string; tags?: string[]; group?: number; order?: number };

const loaders = {
  en: async () => (await import('emojibase-data/en/compact.json')).default,
  fr: async () => (await import('emojibase-data/fr/compact.json')).default,
} satisfies Record<Language, () => Promise<unknown>>;

const known = new Map<string, Promise<Emoji[]>>();

const NO_MATCH = 9;

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The emoji with their names in one language. Loaded when a member first types `:`. */
function load(language: Language): Promise<Emoji[]> {
  const begun = known.get(language);
  if (begun) return begun;
  const loading = loaders[language]().then((rows: readonly Row[]) =>
    rows
      // Entries without a group are letters and skin tones, not emoji.
      .filter(({ group }) => group !== undefined)
      .map(({ unicode, label, tags = [] }) => ({ unicode, label, tags: [label, ...tags].map(plain) })),
  );
  known.set(language, loading);
  return loading;
}

/** Emoji whose name or tags start with a word; matches of the name come first. */
export async function findEmoji(language: Language, word: string, limit: number): Promise<Emoji[]> {
  const wanted = plain(word);
  const all = await load(language);
  const rankOf = ({ tags }: Emoji): number => {
    if (tags[0]?.startsWith(wanted)) return 0;
    if (tags.some((tag) => tag === wanted)) return 1;
    if (tags.some((tag) => tag.startsWith(wanted))) return 2;
    return tags.some((tag) => tag.includes(` ${wanted}`)) ? 3 : NO_MATCH;
  };
  return all
    .map((emoji) => ({ emoji, rank: rankOf(emoji) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ emoji }) => emoji);
}
