'use client';
import { useEffect, useState } from 'react';
import { useNow } from '#components/ui/time/use-now.ts';

/** The longest delay that `setTimeout` accepts, in milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * The current time, accurate to half a minute, and exact at one moment.
 * @param until that moment, in milliseconds since 1970; null for none
 * @param onPassed called just after it
 */
export function useTimeUntil(until: number | null, onPassed?: () => void): number {
  const rough = useNow();
  const [exact, setExact] = useState(0);
  useEffect(() => {
    if (until === null) return undefined;
    const timer = setTimeout(
      () => {
        setExact(Date.now());
        if (Date.now() >= until) onPassed?.();
      },
      Math.min(LONGEST_MS, Math.max(0, until - Date.now()) + 20),
    );
    return () => clearTimeout(timer);
  }, [until, onPassed]);
  return Math.max(rough, exact);
}
