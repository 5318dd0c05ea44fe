'use client';
import { useEffect, useRef, useState } from 'react';
import { useRoute } from '#components/route/use-route.ts';
import { searchFor } from './search-for.ts';

/** The list is searched after a pause of this long in typing, in milliseconds. */
const PAUSE_MS = 180;

/** The words in the search field. They are in the address after a pause in typing, and follow it when it changes elsewhere. */
export function useSearchText() {
  const shown = useRoute((route) => new URLSearchParams(route.query).get('q') ?? '');
  const [text, setText] = useState(shown);
  const applied = useRef(shown);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (shown === applied.current) return;
    applied.current = shown;
    setText(shown);
  }, [shown]);
  const apply = (words: string) => {
    clearTimeout(timer.current);
    applied.current = words.trim();
    searchFor(words, { replace: true });
  };
  return {
    text,
    type: (words: string) => {
      setText(words);
      clearTimeout(timer.current);
      timer.current = setTimeout(apply, PAUSE_MS, words);
    },
    applyNow: () => apply(text),
  };
}
