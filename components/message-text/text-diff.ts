export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string };

/** With more pairs of words than this, the whole text counts as replaced. */
const MOST_CELLS = 250_000;

/** What changed between two texts, word by word. */
export function textDiff(before: string, after: string): DiffPart[] {
  const old = before.split(/(\s+)/u);
  const now = after.split(/(\s+)/u);
  if (old.length * now.length > MOST_CELLS)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  const lengths = commonLengths(old, now);
  const parts: DiffPart[] = [];
  const push = (kind: DiffPart['kind'], text: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text) parts.push({ kind, text });
  };
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      push('same', old[i] ?? '');
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      push('removed', old[i] ?? '');
      i += 1;
    } else {
      push('added', now[j] ?? '');
      j += 1;
    }
  }
  return parts;
}

/** For every pair of places, how many words the rests have in common, in order. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const below = lengths[i + 1]?.[j] ?? 0;
      const right = lengths[i]?.[j + 1] ?? 0;
      const both = (lengths[i + 1]?.[j + 1] ?? 0) + 1;
      const row = lengths[i];
      if (row) row[j] = old[i] === now[j] ? both : Math.max(below, right);
    }
  }
  return lengths;
}
