/** How a key moves through a row of choices. */
type Keys = { ArrowRight: 1; ArrowLeft: -1; Home: 'first'; End: 'last' };
const moves: Keys = { ArrowRight: 1, ArrowLeft: -1, Home: 'first', End: 'last' };

/** The index that a key leads to in a row of `count` choices, around its ends; null for any other key. */
export function rovingIndex(key: string, { index, count }: { index: number; count: number }): number | null {
  if (!isMove(key)) return null;
  const move = moves[key];
  if (move === 'first') return 0;
  if (move === 'last') return count - 1;
  return (index + move + count) % count;
}

function isMove(key: string): key is keyof Keys {
  return Object.hasOwn(moves, key);
}
