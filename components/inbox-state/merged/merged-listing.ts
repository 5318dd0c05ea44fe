import type { Listing } from '#components/api/client.ts';
import { filterOf, sortOf, type View } from '#components/route/filter.ts';
import { type MergedFilter, mergedFilterFields, type PlaceView } from '#lib/items/merged/types.ts';

/** The workspaces that an address names: their slugs in `in`, organizations in `org`. Null: all of them. */
export function namedWorkspaces(
  query: URLSearchParams,
  places: readonly Pick<PlaceView, 'slug' | 'organization'>[],
): string[] | null {
  const slugs = query.get('in')?.split(',').filter(Boolean) ?? [];
  const organizations = query.get('org')?.split(',').filter(Boolean) ?? [];
  if (slugs.length === 0 && organizations.length === 0) return null;
  return places
    .filter(({ slug, organization }) => slugs.includes(slug) || organizations.includes(organization.id))
    .map(({ slug }) => slug);
}

/** The listing that an address of the inbox over all workspaces names. */
export function mergedListing(
  view: View,
  query: URLSearchParams,
  places: readonly Pick<PlaceView, 'slug' | 'organization'>[],
): Listing & { filter: MergedFilter } {
  const given = filterOf(view, query);
  const filter = Object.fromEntries(
    mergedFilterFields.flatMap((field) => (given[field] === undefined ? [] : [[field, given[field]]])),
  ) as MergedFilter; // the same fields with the same values
  const workspaces = namedWorkspaces(query, places);
  return { filter, sort: sortOf(view, query), ...(workspaces ? { workspaces } : {}) };
}
