'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** False on the server and during hydration, when both must render the same. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
