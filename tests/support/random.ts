import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

export type Random = {
  /** A number from 0 up to, not including, `below`. */
  upTo: (below: number) => number;
  pick: <T>(from: readonly T[]) => T;
  shuffle: <T>(list: readonly T[]) => T[];
  /**
   * A pause of random length, so that a fault or a rival comes at a moment that nobody chose. Never for waiting until
   * something has happened: that is `waitFor`.
   */
  pause: (belowMs: number) => Promise<void>;
};

/** Random choices that can be repeated: the seed is printed, and PARVIS_TEST_SEED sets it. */
export function seededRandom(): Random {
  const seed = Number(process.env.PARVIS_TEST_SEED) || randomInt(2 ** 31);
  console.info(`seed ${seed}: repeat with PARVIS_TEST_SEED=${seed}`);
  let state = seed;
  // Mulberry32: 32 bits of state are plenty for timing.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (below: number) => Math.floor(next() * below);
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error('there is nothing to pick from');
    return from[upTo(from.length)] as T; // the index is within the list
  };
  const shuffle = <T>(list: readonly T[]) =>
    list
      .map((entry) => ({ entry, at: next() }))
      .sort((one, other) => one.at - other.at)
      .map(({ entry }) => entry);
  const pause = async (belowMs: number) => await sleep(upTo(belowMs));
  return { upTo, pick, shuffle, pause };
}
