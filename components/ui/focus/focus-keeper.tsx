'use client';
import { useEffect } from 'react';
import { keepFocus } from './keep-focus.ts';

/** Mounts `keepFocus` for the whole page. */
export function FocusKeeper() {
  useEffect(keepFocus, []);
  return null;
}
