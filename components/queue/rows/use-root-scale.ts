'use client';
import { useSyncExternalStore } from 'react';

/** The font size that one rem means unless the reader has chosen another, in pixels. */
const USUAL_PX = 16;

let scale: number | null = null;

/** How much larger than usual the reader's font size is, for heights that must be known in pixels. */
export function useRootScale(): number {
  return useSyncExternalStore(subscribe, readScale, () => 1);
}

// Read once and not in every render: it would compute the page's styles.
function readScale(): number {
  scale ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_PX || 1;
  return scale;
}

/** Browsers tell of a changed font size as of a changed window size. */
function subscribe(onChange: () => void): () => void {
  const onResize = () => {
    scale = null;
    onChange();
  };
  window.addEventListener('resize', onResize);
  return () => window.removeEventListener('resize', onResize);
}
