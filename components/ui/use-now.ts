'use client';
import { useSyncExternalStore } from 'react';

const EVERY_MS = 30_000;

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const one of listeners) one();
  }, EVERY_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, good to half a minute, shared by all that show one. */
export function useNow(): number {
  return useSyncExternalStore(
    subscribe,
    () => now,
    // On the server nobody listens, and the module may be days old.
    () => (typeof window === 'undefined' ? Date.now() : now),
  );
}
