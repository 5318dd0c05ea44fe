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

/** The part of an address that says which workspaces are shown. */
export function placesQuery(query: string): URLSearchParams {
  const search = new URLSearchParams(query);
  for (const name of new Set(search.keys())) if (name !== 'in' && name !== 'org') search.delete(name);
  return search;
}

/**
 * The listing that an address of the inbox over all workspaces names. A filter that is of one workspace is part of it, for the
 * server to refuse: without it the list would show more than the address says.
 */
export function mergedListing(
  view: View,
  query: URLSearchParams,
  places: readonly Pick<PlaceView, 'slug' | 'organization'>[],
): Listing & { filter: MergedFilter } {
  const withoutWords = new URLSearchParams(query);
  withoutWords.delete('q');
  const known: readonly string[] = mergedFilterFields;
  const refused = Object.entries(filterOf(view, withoutWords)).filter(([field]) => !known.includes(field));
  const filter: MergedFilter = { ...filterOf(view, query), ...Object.fromEntries(refused) };
  const workspaces = namedWorkspaces(query, places);
  return { filter, sort: sortOf(view, query), ...(workspaces ? { workspaces } : {}) };
}
