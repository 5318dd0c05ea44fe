'use client';
import { useMemo } from 'react';
import type { Listing } from '#components/api/client.ts';
import { useRoute } from '#components/route/use-route.ts';
import type { PlaceView } from '#lib/items/merged/types.ts';
import { mergedListing } from './merged-listing.ts';

/** The listing that the address names. A change of numbers is no change of it. */
export function useMergedListing(places: readonly PlaceView[]): Listing {
  const view = useRoute((route) => route.view);
  const query = useRoute((route) => route.query);
  // A change of numbers is no change of places.
  const known = JSON.stringify(places.map(({ slug, organization }) => ({ slug, organization })));
  return useMemo(
    () =>
      mergedListing(view, new URLSearchParams(query), JSON.parse(known) as Pick<PlaceView, 'slug' | 'organization'>[]),
    [view, query, known],
  );
}
