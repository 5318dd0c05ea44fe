import { onTestFinished } from 'vitest';

/**
 * Lets the test advance the clock of this process, in which the networks run too. Postgres keeps the real time. The clock
 * is put back when the test ends.
 */
export function controlClock(): { advance: (ms: number) => void } {
  const Real = Date;
  let aheadMs = 0;
  const now = () => Real.now() + aheadMs;
  globalThis.Date = new Proxy(Real, {
    construct: (_, given: unknown[]) => (given.length === 0 ? new Real(now()) : Reflect.construct(Real, given)),
    get: (_, name) => (name === 'now' ? now : Reflect.get(Real, name)),
  });
  onTestFinished(() => {
    globalThis.Date = Real;
  });
  return {
    advance: (ms) => {
      aheadMs += ms;
    },
  };
}
