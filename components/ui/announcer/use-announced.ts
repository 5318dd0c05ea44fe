'use client';
import { useEffect } from 'react';
import { announce } from './announce.ts';

/** Announces a text that appears or changes on the screen. Null says nothing. */
export function useAnnounced(text: string | null): void {
  useEffect(() => {
    if (text) announce(text);
  }, [text]);
}
