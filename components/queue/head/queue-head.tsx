'use client';
import { ArrowDownUp, ListFilter } from 'lucide-react';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { viewFilters } from '#components/route/filter.ts';
import { navigate } from '#components/route/route-store.ts';
import { useListing, useRoute } from '#components/route/use-route.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuChoice } from '#components/ui/overlays/menu.tsx';
import { type ItemSort, itemSorts } from '#lib/items/types.ts';
import { SteadyNumber } from '#components/ui/text/steady-number.tsx';
import { useCounts, useMatchingCount } from '#components/inbox-state/workspace/use-counts.ts';
import { SearchButton } from './search-button.tsx';
import { SearchField } from './search-field.tsx';

const FilterChips = dynamic(async () => (await import('./filter-chips.tsx')).FilterChips);

export type SearchProps = {
  isSearching: boolean;
  /** Increases when the focus should come to the field. */
  searchFocusRequests: number;
  onSearch: () => void;
  onSearchEnd: () => void;
};

/** The list's name and count, and the buttons to search, filter and sort it. */
export function QueueHead(search: SearchProps) {
  const t = useTranslations('queue');
  const inbox = useInbox();
  const view = useRoute((route) => route.view);
  const query = useRoute((route) => route.query);
  const { filter, sort } = useListing();
  const counts = useCounts();
  const isPlain = JSON.stringify(filter) === JSON.stringify(viewFilters[view]);
  const matching = useMatchingCount(filter, !isPlain);
  const count = isPlain && view !== 'all' ? counts?.byView[view] : matching;
  const setSort = (next: ItemSort) => {
    const changed = new URLSearchParams(query);
    changed.set('sort', next);
    navigate({ query: changed.toString() }, { replace: true });
  };
  const options = itemSorts.map((value) => ({ value, label: t(`sort.${value}`) }));
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
          <MenuChoice value={sort} onChange={setSort} options={options} label={t('sortLabel')} />
        </Menu>
        <IconButton
          label={t('filter')}
          icon={<Icon of={ListFilter} />}
          onClick={() => inbox.screen.set({ dialog: { kind: 'filter', itemIds: [] } })}
        />
        <SearchButton {...search} />
      </div>
      {search.isSearching ? (
        <SearchField focusRequests={search.searchFocusRequests} onEnd={search.onSearchEnd} />
      ) : null}
      {isPlain ? null : <FilterChips />}
    </header>
  );
}
