import { Refusal } from '#lib/refusal.ts';

/** Who waits for a hash: a browser that is known goes before those who are not. */
export type HashingRank = 'known' | 'stranger';

/**
 * Hashes at once in one process. One takes about 20 MB and a thread of the four that Node also reads files and names
 * with, so two always stay free for the rest.
 */
const AT_ONCE = 2;
/** Places in the line. At some 20 ms a hash on two threads, the last of them waits for well under a second. */
const PLACES = { known: 32, stranger: 48 } as const satisfies Record<HashingRank, number>;

const lines: Record<HashingRank, (() => void)[]> = { known: [], stranger: [] };
let running = 0;

/**
 * Runs a hash when its turn comes.
 * @throws Refusal `busy` when the line is full
 */
export async function inHashingQueue<T>(rank: HashingRank, work: () => Promise<T>): Promise<T> {
  refuseWhenBusy(rank);
  if (running < AT_ONCE) running += 1;
  // Whoever ends hands over the place, so that `running` never counts one twice.
  else await new Promise<void>((go) => lines[rank].push(go));
  try {
    return await work();
  } finally {
    const next = lines.known.shift() ?? lines.stranger.shift();
    if (next) next();
    else running -= 1;
  }
}

/**
 * Looks before anything is counted or read for a request that would find the line full.
 * @throws Refusal `busy`
 */
export function refuseWhenBusy(rank: HashingRank): void {
  if (running >= AT_ONCE && lines[rank].length >= PLACES[rank]) throw new Refusal('busy');
}
