/** Pages of a reduced size that are read before a larger one is tried, and the most of them after tries that failed. */
const FIRST_PATIENCE = 20;
const LONGEST_PATIENCE = 640;
/** Calls whose size is remembered at most. */
const MOST_KEPT = 10_000;

type Known = { size: number; read: number; patience: number };
/** Kept while the process lives: after that, a few refused calls tell it again. */
const known = new Map<string, Known>();
/** What this process has read itself: an earlier finding says nothing more of it. */
const settled = new Set<string>();

/** The reduced sizes that were found for the keys with a prefix, by what follows it. */
export function knownSizes(prefix: string): Map<string, number> {
  const keys = [...known].filter(([key]) => key.startsWith(prefix));
  return new Map(keys.map(([key, { size }]) => [key.slice(prefix.length), size]));
}

type Given = {
  /** The channel and the call: what was too much for one may not be for another. */
  key: string;
  /** The page to ask for, in entries. */
  largest: number;
  /** A size that was found earlier, where this process knows none. */
  found?: number | undefined;
  isTooMuch: (error: unknown) => boolean;
};

/**
 * Reads a page of a list at a size that the network answers. A page that is too much for it is asked for again at half the
 * size, which is remembered; after many pages twice of it is tried, less often each time that fails.
 * @returns the answer, with the size at which it was asked for
 * @throws as `read` does; also when one entry is too much
 */
export async function atReadableSize<T>(
  { key, largest, found, isTooMuch }: Given,
  read: (size: number) => Promise<T>,
): Promise<{ answer: T; size: number }> {
  if (found !== undefined && found < largest && found >= 1 && !known.has(key) && !settled.has(key))
    keep(key, { size: found, patience: FIRST_PATIENCE, read: 0 });
  if (settled.size >= MOST_KEPT) settled.clear();
  settled.add(key);
  const before = known.get(key);
  let size = Math.min(before?.size ?? largest, largest);
  let isTry = before !== undefined && size < largest && before.read >= before.patience;
  if (isTry) size = Math.min(size * 2, largest);
  let patience = before?.patience ?? FIRST_PATIENCE;
  for (;;) {
    try {
      const answer = await read(size);
      if (size === largest) known.delete(key);
      else keep(key, { size, patience, read: isTry ? 0 : (known.get(key)?.read ?? 0) + 1 });
      return { answer, size };
    } catch (error) {
      if (size <= 1 || !isTooMuch(error)) throw error;
      if (isTry) patience = Math.min(patience * 2, LONGEST_PATIENCE);
      isTry = false;
      size = Math.floor(size / 2);
      keep(key, { size, patience, read: 0 });
    }
  }
}

function keep(key: string, size: Known): void {
  // The one that was used longest ago is forgotten.
  known.delete(key);
  known.set(key, size);
  const [oldest] = known.keys();
  if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest);
}
