/** How long a process may be silent, in milliseconds. */
export interface HangBounds {
  /** Without one turn of its event loop: a machine that is merely busy lets each process turn many times in this time. */
  beatMs: number;
  /** Without an answer over HTTP although its event loop turns. */
  answerMs: number;
}

export const HANG_BOUNDS: HangBounds = { beatMs: 90_000, answerMs: 240_000 };

interface Watched {
  /** When its event loop last turned, on the clock of `performance.now()`. */
  lastBeatAt: () => number;
  /** Resolves when it answers. */
  ask?: (signal: AbortSignal) => Promise<unknown>;
}

/**
 * Watches over a process that may hang, which is stopped, in an endless loop, or deaf.
 * @param onHang is called once, with the sign that is missing
 * @returns ends the watch
 */
export function watchForHang(
  { lastBeatAt, ask }: Watched,
  { beatMs, answerMs }: HangBounds,
  onHang: (sign: 'beat' | 'answer', silentMs: number) => void,
): () => void {
  const ending = new AbortController();
  const tickMs = beatMs / 10;
  let tickedAt = performance.now();
  let aliveAt = tickedAt;
  let answeredAt = tickedAt;
  let isAsking = false;
  const timer = setInterval(() => {
    const now = performance.now();
    // It is this process that slept: with the whole machine, or stopped together with what it watches.
    if (now - tickedAt > 3 * tickMs) aliveAt = answeredAt = now;
    tickedAt = now;
    aliveAt = Math.max(aliveAt, lastBeatAt());
    if (ask && !isAsking) {
      isAsking = true;
      ask(AbortSignal.any([ending.signal, AbortSignal.timeout(answerMs / 3)]))
        .then(() => (answeredAt = performance.now()))
        .catch(() => {}) // no answer is what is being looked for
        .finally(() => (isAsking = false));
    }
    const isStill = now - aliveAt > beatMs;
    if (isStill || (ask && now - answeredAt > answerMs)) {
      stop();
      onHang(isStill ? 'beat' : 'answer', now - (isStill ? aliveAt : answeredAt));
    }
  }, tickMs);
  const stop = () => {
    clearInterval(timer);
    ending.abort();
  };
  return stop;
}
