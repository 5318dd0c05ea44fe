'use client';
import type { useTranslations } from 'next-intl';
import { createContext, use } from 'react';
import type { ContactRef, ItemFilter } from '#lib/items/types.ts';

/** What all rows share, made once a list instead of once a row: a fast scroll draws hundreds of rows a second. */
export type RowTools = {
  t: ReturnType<typeof useTranslations<'queue'>>;
  /** A person's name as the reader sees it. */
  nameOf: (name: string) => string;
  /** The address of a person's picture; null for one who has none. */
  avatarOf: (contact: ContactRef) => string | null;
  shortTime: (at: string) => string;
  filter: ItemFilter;
  /** The address of an item in this list. */
  pathOfItem: (itemId: string) => string;
};

export const RowToolsContext = createContext<RowTools | null>(null);

export function useRowTools(): RowTools {
  const tools = use(RowToolsContext);
  if (!tools) throw new Error('useRowTools needs a RowToolsContext above it');
  return tools;
}
