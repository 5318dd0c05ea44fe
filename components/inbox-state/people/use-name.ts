'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { whoIs } from './names.ts';

/** A person's name, or in the reader's language that nobody knows it or that it was erased. */
export function useName(): (name: string) => string {
  const t = useTranslations('queue');
  return useCallback(
    (name) => {
      const who = whoIs(name);
      return who.kind === 'named' ? who.name : t(who.kind === 'erased' ? 'erasedAuthor' : 'unknownAuthor');
    },
    [t],
  );
}
