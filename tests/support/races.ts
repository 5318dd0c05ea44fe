/** From which state to which one act may move something. */
export type Moves = Record<string, readonly string[]>;

/** The states that can be reached in some steps: acts at the same moment are several. */
export function reachable(moves: Moves, from: string, steps: number): Set<string> {
  let states = new Set([from]);
  for (let step = 0; step < steps; step += 1) {
    states = new Set([...states, ...[...states].flatMap((state) => moves[state] ?? [])]);
  }
  return states;
}

/**
 * Runs an act that may come too late.
 * @param expected the codes of the refusals that are no bug
 * @returns whether it was done
 */
export async function refusedOnly(expected: ReadonlySet<string>, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (!expected.has(code)) throw error;
    return false;
  }
}
