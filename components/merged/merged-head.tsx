'use client';
import { ArrowDownUp, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { usePlaces } from '#components/inbox-state/merged/use-places.ts';
import { SearchButton } from '#components/queue/head/search-button.tsx';
import { SearchField } from '#components/queue/head/search-field.tsx';
import type { SearchProps } from '#components/queue/head/queue-head.tsx';
import { filterNames } from '#components/queue/head/use-filter-options.ts';
import { useListing, useRoute } from '#components/route/use-route.ts';
import { navigate } from '#components/route/route-store.ts';
import { viewFilters } from '#components/route/filter.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuChoice } from '#components/ui/overlays/menu.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { SteadyNumber } from '#components/ui/text/steady-number.tsx';
import { mergedViews } from '#lib/items/merged/types.ts';
import { type ItemSort, itemSorts } from '#lib/items/types.ts';
import { useNamedPlaces } from './use-named-places.ts';

/** The list's name and count, its order, the search, and the workspaces and filters to which it is limited. */
export function MergedHead(searching: SearchProps) {
  const t = useTranslations('queue');
  const mergedText = useTranslations('merged');
  const view = useRoute((route) => route.view);
  const query = useRoute((route) => route.query);
  const { filter, sort } = useListing();
  const places = usePlaces() ?? [];
  const named = useNamedPlaces(places);
  const counted = mergedViews.find((one) => one === view);
  const isPlain = JSON.stringify(filter) === JSON.stringify(viewFilters[view]);
  const count = counted && isPlain ? named.reduce((sum, { counts }) => sum + (counts?.[counted] ?? 0), 0) : undefined;
  const search = new URLSearchParams(query);
  const isLimited = search.has('in') || search.has('org');
  const setSort = (next: ItemSort) => {
    search.set('sort', next);
    navigate({ query: search.toString() }, { replace: true });
  };
  const showAll = () => {
    search.delete('in');
    search.delete('org');
    navigate({ query: search.toString() });
  };
  const filters = filterNames.filter((name) => search.get(name));
  const removeFilters = () => {
    for (const name of filters) search.delete(name);
    navigate({ query: search.toString() });
  };
  const label = named.map(({ name }) => name).join(', ');
  return (
    <header className="shrink-0 border-b border-line">
      <div className="flex h-12 items-center gap-1 pr-2 pl-4">
        <h1 className="truncate text-base font-semibold">{t(`view.${view}`)}</h1>
        <SteadyNumber value={count} className="ml-1.5 text-base text-muted" label={t('countLabel')} />
        <span className="flex-1" />
        <Menu
          align="end"
          trigger={<IconButton label={t('sortBy', { sort: t(`sort.${sort}`) })} icon={<Icon of={ArrowDownUp} />} />}
        >
          <MenuChoice
            value={sort}
            onChange={setSort}
            options={itemSorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
            label={t('sortLabel')}
          />
        </Menu>
        <SearchButton {...searching} />
      </div>
      {searching.isSearching ? (
        <SearchField focusRequests={searching.searchFocusRequests} onEnd={searching.onSearchEnd} />
      ) : null}
      {isLimited || filters.length > 0 ? (
        <div className="flex flex-wrap items-center gap-1 px-3 pb-2 touch:gap-y-2">
          {isLimited ? (
            <Limit name={mergedText('only')} value={label} onRemove={showAll} remove={mergedText('clear')} />
          ) : null}
          {filters.length > 0 ? (
            <Limit
              name={mergedText('filters')}
              value={filters.map((name) => t(`filters.${name}`)).join(', ')}
              onRemove={removeFilters}
              remove={mergedText('removeFilters')}
            />
          ) : null}
        </div>
      ) : null}
    </header>
  );
}

/** What the list is limited to, with a button to remove it. */
function Limit({
  name,
  value,
  remove,
  onRemove,
}: Record<'name' | 'value' | 'remove', string> & { onRemove: () => void }) {
  return (
    <span className="inline-flex h-6 max-w-full items-center gap-1 rounded-control bg-sunken pl-2 text-xs touch:h-9">
      <span className="text-muted">{name}</span>
      <BidiText className="truncate font-medium">{value}</BidiText>
      <button
        type="button"
        aria-label={remove}
        onClick={onRemove}
        className="relative touch-target inline-flex size-6 shrink-0 items-center justify-center rounded-control text-muted hover:text-ink touch:size-9"
      >
        <X size={12} strokeWidth={1.5} aria-hidden />
      </button>
    </span>
  );
}
