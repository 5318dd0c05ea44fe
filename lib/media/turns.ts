/** Files that one process fetches at once: each is held in memory while it comes. */
const AT_ONCE = 8;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs when one of the places is free, in the order of asking. */
export async function takeTurn<T>(run: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((free) => waiting.push(free));
  else running += 1;
  try {
    return await run();
  } finally {
    // The place goes straight to who waits longest, so that nobody comes in between.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
