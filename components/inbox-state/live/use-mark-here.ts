'use client';
import { useEffect } from 'react';
import { inputs } from './activity.ts';
import { HereReports } from './here-reports.ts';

/** @property slugHere the workspace in which the member is now; undefined: in none */
export type Place = { slugHere: () => string | undefined; report: (slug: string) => void };

/**
 * Reports that the member is here, while they touch a key, a pointer or a screen: not a tab that is merely open, nor a page that
 * loads by itself.
 * @param place must stay the same
 */
export function useMarkHere(place: Place | null): void {
  useEffect(() => {
    if (!place) return undefined;
    const reports = new HereReports(place.report);
    const onInput = () => {
      const slug = place.slugHere();
      if (slug !== undefined) reports.acted(slug);
    };
    const onHide = () => {
      if (document.visibilityState === 'hidden') reports.leaves();
    };
    for (const input of inputs) document.addEventListener(input, onInput, { capture: true, passive: true });
    document.addEventListener('visibilitychange', onHide);
    return () => {
      reports.leaves();
      for (const input of inputs) document.removeEventListener(input, onInput, { capture: true });
      document.removeEventListener('visibilitychange', onHide);
    };
  }, [place]);
}
