/** Returns the items one by one in random order, each once before any is repeated. */
export function inRandomOrder<Item>(items: readonly Item[], random: () => number = Math.random): () => Item {
  let rest: Item[] = [];
  return () => {
    if (rest.length === 0) rest = [...items];
    const [item] = rest.splice(Math.floor(random() * rest.length), 1);
    if (item === undefined) throw new Error('There is no item to return.');
    return item;
  };
}
