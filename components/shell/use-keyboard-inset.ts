'use client';
import { useEffect } from 'react';
import { keyboardInset } from './keyboard-inset.ts';

/** Keeps `--keyboard` on the page's root: the height of the on-screen keyboard where it covers the page. */
export function useKeyboardInset(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return undefined;
    const measure = () =>
      document.documentElement.style.setProperty('--keyboard', `${keyboardInset(window.innerHeight, viewport)}px`);
    viewport.addEventListener('resize', measure);
    viewport.addEventListener('scroll', measure);
    return () => {
      viewport.removeEventListener('resize', measure);
      viewport.removeEventListener('scroll', measure);
    };
  }, []);
}
