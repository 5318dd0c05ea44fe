import {
  type ItemFilter,
  type ItemKind,
  type ItemSort,
  type ItemStatus,
  itemKinds,
  itemSorts,
  itemStatuses,
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
  if (query.get('failed') === 'true') filter.failed = true;
  if (query.get('expiring') === 'true') filter.expiring = true;
  for (const name of ['assignee', 'team', 'network', 'channel', 'tag', 'q', 'contact'] as const) {
    const value = query.get(name);
    if (value) filter[name] = value;
  }
  // The search looks in all teams' items, whether they wait for an approval or not.
  if (filter.q) {
    delete filter.team;
    delete filter.approval;
  }
  return filter;
}

/** Writes a filter as the query of an address. */
export function queryOf({ status, approval, failed, expiring, ...filter }: ItemFilter): string {
  const search = new URLSearchParams();
  if (status?.length) search.set('status', status.join(','));
  if (approval) search.set('approval', 'true');
  if (failed) search.set('failed', 'true');
  if (expiring) search.set('expiring', 'true');
  for (const [name, value] of Object.entries(filter)) if (value) search.set(name, value);
  return search.toString();
}

export function sortOf(view: View, query: URLSearchParams): ItemSort {
  const sort = query.get('sort');
  if (sort && includes(itemSorts, sort)) return sort;
  return view === 'expiring' || view === 'approval' ? 'expiring' : 'newest';
}

function includes<const Word extends string>(words: readonly Word[], word: string): word is Word {
  return words.some((one) => one === word);
}
