'use client';
import { useMediaQuery } from '#components/ui/use-media-query.ts';

/** The level of the item's title: on a phone the item is the page, elsewhere a part of the inbox beside the list. */
export function useTitleLevel(): 'h1' | 'h2' {
  return useMediaQuery('(min-width: 760px)') ? 'h2' : 'h1';
}
