'use client';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import type { View } from '#components/route/filter.ts';
import { navigate, pathOf, readRoute } from '#components/route/route-store.ts';

/**
 * Shows a list over all workspaces: at once in their inbox, by a page load from elsewhere.
 * @param query absent: what the list shown now is limited to stays
 */
export function useGoToMerged(): (view: View, query?: string) => void {
  const router = useRouter();
  return useCallback(
    (view, query) => {
      if (readRoute()) navigate({ view, itemId: null, ...(query === undefined ? {} : { query }) });
      else router.push(pathOf({ slug: null, view, itemId: null, query: query ?? '' }));
    },
    [router],
  );
}
