'use client';
import { useEffect, useState } from 'react';
import { useNow } from '#components/ui/use-now.ts';

/** The longest wait that a timer takes, in milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * The time, good to half a minute, and exact when a moment passes.
 * @param until milliseconds since 1970; null for no moment
 * @param onPassed told once, just after
 */
export function useMoment(until: number | null, onPassed?: () => void): number {
  const about = useNow();
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
  return Math.max(about, exact);
}
