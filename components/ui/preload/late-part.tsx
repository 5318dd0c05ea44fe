'use client';
import { type ComponentType, useEffect, useState } from 'react';

/**
 * A part of the page that loads by itself after the first paint. Where it cannot be loaded, because the connection is lost,
 * the page goes on without it, and it is loaded once the connection is back.
 */
export function latePart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function LatePart(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props> | null>(() => loaded);
    useEffect(() => {
      if (loaded) return undefined;
      const left = new AbortController();
      const attempt = () =>
        void load().then(
          (part) => {
            loaded = part;
            if (!left.signal.aborted) setPart(() => part);
          },
          () => window.addEventListener('online', attempt, { once: true, signal: left.signal }),
        );
      attempt();
      return () => left.abort();
    }, []);
    return Part ? <Part {...props} /> : null;
  };
}
