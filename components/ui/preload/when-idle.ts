/** Runs tasks one after the other, each when the page has nothing better to do. @returns a function that drops the rest */
export function runWhenIdle(tasks: readonly (() => unknown)[]): () => void {
  let isOver = false;
  const runNext = (left: readonly (() => unknown)[]) => {
    const [task, ...rest] = left;
    if (isOver || !task) return;
    task();
    later(() => runNext(rest));
  };
  later(() => runNext(tasks));
  return () => {
    isOver = true;
  };
}

/** Safari has no `requestIdleCallback`. */
const AFTER_MS = 200;
const LATEST_MS = 2_000;

function later(run: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: LATEST_MS });
  else setTimeout(run, AFTER_MS);
}
