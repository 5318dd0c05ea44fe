import { onTestFinished } from 'vitest';

/**
 * Lets time pass for this process, where the networks live too: for them and for whoever works here it is later at once.
 * Postgres keeps the real time. It is now again when the test ends.
 */
export function aClock(): { leap: (ms: number) => void } {
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
    leap: (ms) => {
      aheadMs += ms;
    },
  };
}
