/** Ids hold the moment they were made: milliseconds since this epoch, above 22 bits of place and sequence. */
const EPOCH_MS = 1_288_834_974_657n;
const SEQUENCE_BITS = 22n;

/** When an id was made, in epoch milliseconds, more exact than `created_at`, which is cut to the second. */
export function timeOf(id: string): number {
  return Number((BigInt(id) >> SEQUENCE_BITS) + EPOCH_MS);
}

/** The id below all that are made from a moment on. Nothing has it: it serves as a bound alone. */
export function idAt(ms: number): string {
  const since = BigInt(Math.floor(ms)) - EPOCH_MS;
  return String(since > 0n ? since << SEQUENCE_BITS : 1n);
}

/** Ids are longer than a number is exact. */
export function isLater(one: string, other: string): boolean {
  return BigInt(one) > BigInt(other);
}

export function latest(ids: readonly (string | null | undefined)[]): string | null {
  let found: string | null = null;
  for (const id of ids) if (id && (found === null || isLater(id, found))) found = id;
  return found;
}
