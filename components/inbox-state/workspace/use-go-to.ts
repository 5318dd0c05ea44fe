'use client';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import type { View } from '#components/route/filter.ts';
import { navigate, pathOf, readRoute } from '#components/route/route-store.ts';
import { useWorkspace } from './workspace-context.tsx';

/** Shows a list of this workspace: at once in its inbox, by a page load from elsewhere. */
export function useGoTo(): (view: View, query?: string) => void {
  const router = useRouter();
  const { slug } = useWorkspace();
  return useCallback(
    (view, query = '') => {
      const route = { slug, view, itemId: null, query };
      if (readRoute()?.slug === slug) navigate(route);
      else router.push(pathOf(route));
    },
    [router, slug],
  );
}
