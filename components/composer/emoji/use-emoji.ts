'use client';
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import { useLanguage } from '#components/prefs/use-language.ts';
import type { Emoji } from './find-emoji.ts';

const SHOWN = 8;
const none: Emoji[] = [];
/** A colon at the start of a word, and what follows it up to the caret. */
const OPEN = /(?:^|[\s(])(:([\p{L}\d_+-]{1,30}))$/u;

/** Suggests emoji while a word starts with `:`. Arrow keys choose, Enter or Tab inserts, Escape closes the list. */
export function useEmoji(field: RefObject<HTMLTextAreaElement | null>, text: string, setText: (text: string) => void) {
  const language = useLanguage();
  const [answer, setAnswer] = useState<{ word: string; emoji: Emoji[] }>({ word: '', emoji: [] });
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const caret = field.current?.selectionStart ?? text.length;
  const open = OPEN.exec(text.slice(0, caret));
  const word = open?.[2] ?? null;
  useEffect(() => {
    if (!word || word === dismissed) return undefined;
    let isLate = false;
    void import('./find-emoji.ts')
      .then(({ findEmoji }) => findEmoji(language, word, SHOWN))
      .then((emoji) => {
        if (isLate) return;
        setAnswer({ word, emoji });
        setActive(0);
      });
    return () => {
      isLate = true;
    };
  }, [word, dismissed, language]);

  // The last suggestions stay while the next ones load.
  const found = word && word !== dismissed ? answer.emoji : none;

  const take = (emoji: Emoji) => {
    const length = open?.[1]?.length ?? 0;
    const before = text.slice(0, caret - length);
    setText(`${before}${emoji.unicode} ${text.slice(caret)}`);
    const caretAfter = before.length + emoji.unicode.length + 1;
    requestAnimationFrame(() => field.current?.setSelectionRange(caretAfter, caretAfter));
    field.current?.focus();
  };
  return {
    found,
    active,
    take,
    /** @returns true when the key was for the suggestions */
    onKeyDown: (event: KeyboardEvent): boolean => {
      const chosen = found[active];
      if (!chosen || event.ctrlKey || event.metaKey) return false;
      if (event.key === 'ArrowDown') setActive((active + 1) % found.length);
      else if (event.key === 'ArrowUp') setActive((active + found.length - 1) % found.length);
      else if (event.key === 'Enter' || event.key === 'Tab') take(chosen);
      else if (event.key === 'Escape') {
        setDismissed(word);
      } else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

export type EmojiHandle = ReturnType<typeof useEmoji>;
