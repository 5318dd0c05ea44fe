'use client';
import { useEffect, useRef } from 'react';
import { openOverlay } from './overlay-history.ts';

/** While it is open, the browser's Back closes it. */
export function useOverlayHistory(isOpen: boolean, close: () => void): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => (isOpen ? openOverlay(() => latest.current()) : undefined), [isOpen]);
}
