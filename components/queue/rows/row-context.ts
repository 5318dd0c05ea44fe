'use client';
import type { useTranslations } from 'next-intl';
import { createContext, use } from 'react';
import type { ItemFilter, ItemRow } from '#lib/items/types.ts';

/** What all rows share. It is made once per list, not once per row: a fast scroll renders hundreds of rows a second. */
export type RowContextValue = {
  t: ReturnType<typeof useTranslations<'queue'>>;
  /** A person's name as the reader sees it. */
  nameOf: (name: string) => string;
  shortTime: (at: string) => string;
  /** How long ago a moment was, in full words. */
  ago: (at: string) => string;
  /** How long a reply is still possible, in words. */
  deadlineText: (row: ItemRow) => string | null;
  /** When a scheduled reply leaves, in words. */
  scheduleText: (row: ItemRow) => string | null;
  /** When something promised is due, in words. */
  promiseText: (row: ItemRow) => string | null;
  filter: ItemFilter;
  /** The address of an item in this list. */
  pathOfItem: (itemId: string) => string;
};

export const RowContext = createContext<RowContextValue | null>(null);

export function useRowContext(): RowContextValue {
  const value = use(RowContext);
  if (!value) throw new Error('useRowContext needs a RowContext above it');
  return value;
}
