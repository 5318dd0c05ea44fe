'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { parseName } from './names.ts';

/** A person's name, or a text in the reader's language that says it is unknown or erased. */
export function useName(): (name: string) => string {
  const t = useTranslations('queue');
  return useCallback(
    (name) => {
      const parsed = parseName(name);
      return parsed.kind === 'named' ? parsed.name : t(parsed.kind === 'erased' ? 'erasedAuthor' : 'unknownAuthor');
    },
    [t],
  );
}
