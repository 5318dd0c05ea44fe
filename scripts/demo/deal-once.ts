import { inRandomOrder } from './random-order.ts';

/** Gives each entry once, in random order. @returns undefined when none is left */
export function dealOnce<T>(entries: readonly T[]): () => T | undefined {
  if (entries.length === 0) return () => undefined;
  const next = inRandomOrder(entries);
  let left = entries.length;
  return () => (left-- > 0 ? next() : undefined);
}
