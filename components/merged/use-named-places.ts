'use client';
import { useMemo } from 'react';
import { namedWorkspaces } from '#components/inbox-state/merged/merged-listing.ts';
import { useMaybeRoute } from '#components/route/use-route.ts';
import type { PlaceView } from '#lib/items/merged/types.ts';

/** The workspaces whose items the address shows; on a page beside the lists, all. */
export function useNamedPlaces(places: readonly PlaceView[]): readonly PlaceView[] {
  const query = useMaybeRoute((route) => route.query) ?? '';
  return useMemo(() => {
    const named = namedWorkspaces(new URLSearchParams(query), places);
    return places.filter(({ slug, counts }) => counts !== null && (named === null || named.includes(slug)));
  }, [query, places]);
}
