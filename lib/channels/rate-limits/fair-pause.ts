/** The longest pause that a quota asks for, in milliseconds. */
const LONGEST_MS = 24 * 3_600_000;
/** Halvings: from a day down to less than a second. */
const STEPS = 20;

type Given = {
  /** The pauses between pulls of all channels that share the quota, in milliseconds. */
  paces: readonly number[];
  /** What a channel uses in a day at a pause. It falls with the pause. */
  perDay: (everyMs: number) => number;
  /** What is left of the quota until its window ends. */
  left: number;
  leftMs: number;
};

/**
 * The shortest pause with which a quota lasts until its window ends. It holds for every channel that shares it: the liveliest
 * slow down first, and one that is read less often anyway does not.
 * @returns null when all of them can go on as they are
 */
export function fairPause({ paces, perDay, left, leftMs }: Given): number | null {
  const share = leftMs / LONGEST_MS;
  const sumAt = (pause: number) => paces.reduce((sum, pace) => sum + perDay(Math.max(pace, pause)), 0) * share;
  if (sumAt(0) <= left) return null;
  let [tooShort, enough] = [0, LONGEST_MS];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (tooShort + enough) / 2;
    if (sumAt(middle) <= left) enough = middle;
    else tooShort = middle;
  }
  return Math.min(Math.round(enough), leftMs);
}
