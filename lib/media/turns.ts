/** Files that one process fetches at once: each one occupies memory meanwhile. */
const AT_ONCE = 8;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs as soon as a slot is free, first come first served. */
export async function takeTurn<T>(run: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((free) => waiting.push(free));
  else running += 1;
  try {
    return await run();
  } finally {
    // Hand the slot directly to the longest waiting caller, so that nobody jumps the queue.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
