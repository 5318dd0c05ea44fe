import { Refusal } from '#lib/refusal.ts';

/** Known browsers go first. */
export type HashingRank = 'known' | 'stranger';

/**
 * Concurrent hashes per process. Each one takes about 20 MB and one of the four threads that Node also uses for files and
 * DNS, so two threads always stay free.
 */
const AT_ONCE = 2;
/** Queue lengths. At about 20 ms per hash on two threads, the last in line waits for less than a second. */
const PLACES = { known: 32, stranger: 48 } as const satisfies Record<HashingRank, number>;

const lines: Record<HashingRank, (() => void)[]> = { known: [], stranger: [] };
let running = 0;

/**
 * Runs a hash in turn.
 * @throws Refusal `busy` when the queue is full
 */
export async function inHashingQueue<T>(rank: HashingRank, work: () => Promise<T>): Promise<T> {
  refuseWhenBusy(rank);
  if (running < AT_ONCE) running += 1;
  // A finished hash hands its slot over directly, so `running` stays exact.
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
 * Refuses early, before anything is counted or read for a request that would find the queue full.
 * @throws Refusal `busy`
 */
export function refuseWhenBusy(rank: HashingRank): void {
  if (running >= AT_ONCE && lines[rank].length >= PLACES[rank]) throw new Refusal('busy');
}
