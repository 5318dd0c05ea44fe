import { foldText } from '#components/ui/overlays/fold-text.ts';
import type { MentionInput } from '#components/api/client.ts';
import type { MentionableView } from '#lib/items/notes/types.ts';

/** An @ at the start of a word, and up to three words after it, to the caret. */
const OPEN = /(?:^|[\s(])(@((?:[\p{L}\p{N}'’.-]+(?: [\p{L}\p{N}'’.-]+){0,2})?))$/u;

/** The @ before the caret: where it stands, and the words after it. */
export function atBefore(text: string, caret: number): { start: number; words: string } | null {
  const open = OPEN.exec(text.slice(0, caret));
  return open ? { start: caret - (open[1]?.length ?? 0), words: open[2] ?? '' } : null;
}

/** Those of whom a word of the name begins with what was typed; who cannot be mentioned stands last. */
export function matching(all: readonly MentionableView[], words: string, limit: number): MentionableView[] {
  const wanted = foldText(words);
  return all
    .filter(({ name }) => {
      const folded = foldText(name);
      return folded.startsWith(wanted) || folded.split(/[\s-]+/u).some((word) => word.startsWith(wanted));
    })
    .toSorted((a, b) => Number(a.cannot !== null) - Number(b.cannot !== null))
    .slice(0, limit);
}

/**
 * Whom a text mentions: everybody whose name stands in it after an @. Of several with one name, those that were chosen from the
 * list; without a choice, all of them.
 */
export function mentionsIn(text: string, all: readonly MentionableView[], chosen: ReadonlySet<string>): MentionInput {
  const byName = Map.groupBy(
    all.filter(({ cannot }) => cannot === null),
    ({ name }) => name,
  );
  let rest = text;
  const found: MentionableView[] = [];
  // Longer names first, so that « @Anne-Marie » does not also mention Anne.
  for (const [name, namesakes] of [...byName].toSorted(([a], [b]) => b.length - a.length)) {
    if (!rest.includes(`@${name}`)) continue;
    rest = rest.replaceAll(`@${name}`, ' ');
    const wanted = namesakes.filter(({ id }) => chosen.has(id));
    found.push(...(wanted.length > 0 ? wanted : namesakes));
  }
  const idsOf = (kind: MentionableView['kind']) => found.filter((one) => one.kind === kind).map(({ id }) => id);
  return { memberIds: idsOf('member'), teamIds: idsOf('team') };
}
