import {
  type ItemFilter,
  type ItemKind,
  type ItemSort,
  type ItemStatus,
  itemKinds,
  itemSorts,
  FILTER_VALUES_LIMIT,
  itemStatuses,
  momentPattern,
  notSearched,
  type ViewName,
} from '#lib/items/types.ts';

/** The built-in views, and `all`, which search and saved views use. */
export type View = ViewName | 'all';

export const viewFilters: Readonly<Record<View, ItemFilter>> = {
  open: { status: ['open'] },
  mine: { status: ['open'], assignee: 'me' },
  unassigned: { status: ['open'], assignee: 'none' },
  waiting: { status: ['waiting'] },
  snoozed: { status: ['snoozed'] },
  resolved: { status: ['resolved'] },
  approval: { approval: true },
  scheduled: { scheduled: true },
  promised: { promised: true },
  failed: { failed: true },
  expiring: { status: ['open'], expiring: true },
  all: {},
};

export function isView(name: string): name is View {
  return Object.hasOwn(viewFilters, name);
}

/** Reads the filter of an address: the view's own and what the query adds. Unknown values are ignored. */
export function filterOf(view: View, query: URLSearchParams): ItemFilter {
  const filter: ItemFilter = { ...viewFilters[view] };
  const status = query
    .get('status')
    ?.split(',')
    .filter((word): word is ItemStatus => includes(itemStatuses, word));
  if (status?.length) filter.status = status;
  const kind = query.get('kind');
  if (kind && includes(itemKinds, kind)) filter.kind = kind satisfies ItemKind;
  if (query.get('approval') === 'true') filter.approval = true;
  if (query.get('scheduled') === 'true') filter.scheduled = true;
  if (query.get('promised') === 'true') filter.promised = true;
  if (query.get('failed') === 'true') filter.failed = true;
  if (query.get('expiring') === 'true') filter.expiring = true;
  for (const name of ['assignee', 'team', 'network', 'channel', 'tag', 'q', 'contact'] as const) {
    const value = query.get(name);
    if (value) filter[name] = value;
  }
  if (query.get('unread') === 'true') filter.unread = true;
  for (const name of ['from', 'until'] as const) {
    const value = query.get(name);
    if (value && momentPattern.test(value)) filter[name] = value;
  }
  for (const name of ['language', 'allTags', 'anyTags', 'noTags'] as const) {
    const values = valuesOf(query, name);
    if (values.length > 0) filter[name] = values;
  }
  const priority = numbersOf(query, 'priority', { least: 0, most: 4 });
  if (priority.length > 0) filter.priority = priority;
  const rating = numbersOf(query, 'rating', { least: 1, most: 5 });
  if (rating.length > 0) filter.rating = rating;
  // The search looks in all items.
  if (filter.q) for (const name of notSearched) delete filter[name];
  return filter;
}

/** The values of a field of an address that takes several. */
export function valuesOf(query: URLSearchParams, name: string): string[] {
  const values = query.get(name)?.split(',').filter(Boolean) ?? [];
  return [...new Set(values)].slice(0, FILTER_VALUES_LIMIT);
}

function numbersOf(query: URLSearchParams, name: string, { least, most }: { least: number; most: number }): number[] {
  return valuesOf(query, name)
    .map(Number)
    .filter((value) => Number.isInteger(value) && value >= least && value <= most);
}

/** Writes a filter as the query of an address. */
export function queryOf(filter: ItemFilter): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (Array.isArray(value) ? value.length > 0 : value) search.set(name, String(value));
  }
  return search.toString();
}

export function sortOf(view: View, query: URLSearchParams): ItemSort {
  const sort = query.get('sort');
  if (sort && includes(itemSorts, sort)) return sort;
  if (view === 'promised') return 'promised';
  return view === 'expiring' || view === 'approval' ? 'expiring' : 'newest';
}

function includes<const Word extends string>(words: readonly Word[], word: string): word is Word {
  return words.some((one) => one === word);
}
