'use client';
import { useMessages, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { parseName } from './names.ts';

/** A person's name, or words in the reader's language where it is unknown, erased, or not given by the network. */
export function useName(): (name: string) => string {
  const t = useTranslations('queue');
  const nameless: Readonly<Record<string, string>> = useMessages().queue.nameless;
  return useCallback(
    (name) => {
      const parsed = parseName(name);
      if (parsed.kind !== 'named') return t(parsed.kind === 'erased' ? 'erasedAuthor' : 'unknownAuthor');
      return (Object.hasOwn(nameless, parsed.name) ? nameless[parsed.name] : undefined) ?? parsed.name;
    },
    [t, nameless],
  );
}
