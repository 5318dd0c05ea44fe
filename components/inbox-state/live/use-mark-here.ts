'use client';
import { useEffect } from 'react';
import { inputs } from './activity.ts';

/** How often at most it is reported, in milliseconds. */
const EVERY_MS = 30_000;
/** A timer that comes later than this ran while the machine slept, in milliseconds. */
const LATE_MS = 5_000;

/**
 * Reports that the member is here, while they touch a key, a pointer or a screen: not a tab that is merely open, nor a page that
 * loads by itself. What they do last is reported, too, so that what is theirs then is known.
 * @param report must stay the same
 */
export function useMarkHere(report: (() => void) | null): void {
  useEffect(() => {
    if (!report) return undefined;
    let reportedAt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const send = () => {
      clearTimeout(timer);
      timer = undefined;
      reportedAt = Date.now();
      report();
    };
    const onInput = () => {
      const since = Date.now() - reportedAt;
      if (since >= EVERY_MS) return send();
      const dueAt = reportedAt + EVERY_MS;
      timer ??= setTimeout(() => {
        timer = undefined;
        if (Date.now() < dueAt + LATE_MS) send();
      }, EVERY_MS - since);
    };
    const onHide = () => {
      if (timer !== undefined && document.visibilityState === 'hidden') send();
    };
    for (const input of inputs) document.addEventListener(input, onInput, { capture: true, passive: true });
    document.addEventListener('visibilitychange', onHide);
    return () => {
      clearTimeout(timer);
      for (const input of inputs) document.removeEventListener(input, onInput, { capture: true });
      document.removeEventListener('visibilitychange', onHide);
    };
  }, [report]);
}
