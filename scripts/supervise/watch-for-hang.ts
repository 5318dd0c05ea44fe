/** How long a process may be silent, in milliseconds. */
export interface HangBounds {
  /** Without a turn of its event loop; even on a busy machine every process turns many times in this time. */
  beatMs: number;
  /** Without an HTTP answer although its event loop turns. */
  answerMs: number;
}

export const HANG_BOUNDS: HangBounds = { beatMs: 90_000, answerMs: 240_000 };

interface Watched {
  /** When its event loop last turned, as `performance.now()`. */
  lastBeatAt: () => number;
  /** Resolves when it answers. */
  ask?: (signal: AbortSignal) => Promise<unknown>;
}

/**
 * Watches a process that may hang: suspended, in an endless loop, or no longer answering.
 * @param onHang is called once, with the kind of sign that is missing
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
    // This process itself was asleep: with the whole machine, or suspended together with the watched one.
    if (now - tickedAt > 3 * tickMs) aliveAt = answeredAt = now;
    tickedAt = now;
    aliveAt = Math.max(aliveAt, lastBeatAt());
    if (ask && !isAsking) {
      isAsking = true;
      ask(AbortSignal.any([ending.signal, AbortSignal.timeout(answerMs / 3)]))
        .then(() => (answeredAt = performance.now()))
        .catch(() => {}) // a missing answer is noticed below
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
