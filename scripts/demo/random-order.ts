/** Deals the items in a random order, each once before any comes again. */
export function deck<Item>(items: readonly Item[], random: () => number = Math.random): () => Item {
  let rest: Item[] = [];
  return () => {
    if (rest.length === 0) rest = [...items];
    const [item] = rest.splice(Math.floor(random() * rest.length), 1);
    if (item === undefined) throw new Error('A deck needs at least one card.');
    return item;
  };
}
