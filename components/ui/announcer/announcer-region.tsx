'use client';
import { useEffect, useState } from 'react';
import { listenToAnnouncements } from './announce.ts';

/** A sentence stays this long, so that a slow screen reader finds it and a reader who comes later does not. */
const STAYS_MS = 8_000;

/** The one live region of the page: says the sentences of `announce`, each once. Mounted once. */
export function AnnouncerRegion() {
  const [said, setSaid] = useState<readonly { id: number; text: string }[]>([]);
  useEffect(() => {
    let count = 0;
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const stop = listenToAnnouncements((text) => {
      count += 1;
      const id = count;
      setSaid((before) => [...before, { id, text }]);
      const timer = setTimeout(() => {
        timers.delete(timer);
        setSaid((before) => before.filter((one) => one.id !== id));
      }, STAYS_MS);
      timers.add(timer);
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, []);
  return (
    // Not atomic: only the new sentence is said, not those that are still there.
    <div role="status" aria-live="polite" aria-atomic="false" aria-relevant="additions" className="sr-only">
      {said.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
