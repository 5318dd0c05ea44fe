'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** False while the server draws and the browser takes over what it drew: until then both must say the same. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
