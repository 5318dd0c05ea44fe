/** An id contains the time it was made: milliseconds since this epoch, above 22 bits of machine and sequence. */
const EPOCH_MS = 1_288_834_974_657n;
const SEQUENCE_BITS = 22n;

/** When an id was made, in epoch milliseconds. More exact than `created_at`, which is cut to whole seconds. */
export function timeOf(id: string): number {
  return Number((BigInt(id) >> SEQUENCE_BITS) + EPOCH_MS);
}

/** The lowest id at a moment. No object has it; it is only used as a bound. */
export function idAt(ms: number): string {
  const since = BigInt(Math.floor(ms)) - EPOCH_MS;
  return String(since > 0n ? since << SEQUENCE_BITS : 1n);
}

/** Ids have more digits than a number can hold exactly. */
export function isLater(one: string, other: string): boolean {
  return BigInt(one) > BigInt(other);
}

export function latest(ids: readonly (string | null | undefined)[]): string | null {
  let found: string | null = null;
  for (const id of ids) if (id && (found === null || isLater(id, found))) found = id;
  return found;
}
