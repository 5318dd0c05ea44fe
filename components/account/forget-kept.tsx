'use client';
import { useEffect } from 'react';

/** On pages of whoever is signed out: nothing that was kept for reading without a connection stays in this browser. */
export function ForgetKept() {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    void (async () => {
      navigator.serviceWorker.controller?.postMessage({ kind: 'forget' });
      // The worker may not run in this page: after its first visit, or a forced reload.
      for (const name of await caches.keys()) if (name.startsWith('parvis-kept:')) await caches.delete(name);
    })().catch(() => undefined); // a browser that forbids storage has kept nothing
  }, []);
  return null;
}
