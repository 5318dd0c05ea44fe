/** Lets concurrent calls with the same key share one run. */
export function sharing<T>(): (key: string, run: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  return async (key, run) => {
    const known = underWay.get(key);
    if (known) return await known;
    const running = run().finally(() => underWay.delete(key));
    underWay.set(key, running);
    return await running;
  };
}
