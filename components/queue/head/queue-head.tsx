'use client';
import { ArrowDownUp, ListFilter, Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { viewFilters } from '#components/route/filter.ts';
import { navigate } from '#components/route/route-store.ts';
import { useListing, useRoute } from '#components/route/use-route.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuChoice } from '#components/ui/overlays/menu.tsx';
import { type ItemSort, itemSorts } from '#lib/items/types.ts';
import { SteadyNumber } from '#components/ui/text/steady-number.tsx';
import { useCounts, useMatchingCount } from '#components/inbox-state/workspace/use-counts.ts';
import { SearchField } from './search-field.tsx';

const FilterChips = dynamic(async () => (await import('./filter-chips.tsx')).FilterChips);

/** The list's name and count, and the buttons to search, filter and sort it. */
export function QueueHead({
  isSearching,
  searchFocusRequests,
  onSearch,
  onSearchEnd,
}: {
  isSearching: boolean;
  searchFocusRequests: number;
  onSearch: () => void;
  onSearchEnd: () => void;
}) {
  const t = useTranslations('queue');
  const inbox = useInbox();
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  const view = useRoute((route) => route.view);
  const query = useRoute((route) => route.query);
  const { filter, sort } = useListing();
  const counts = useCounts();
  const isPlain = JSON.stringify(filter) === JSON.stringify(viewFilters[view]);
  const matching = useMatchingCount(filter, !isPlain);
  const count = isPlain && view !== 'all' ? counts?.byView[view] : matching;
  const setSort = (next: ItemSort) => {
    const search = new URLSearchParams(query);
    search.set('sort', next);
    navigate({ query: search.toString() }, { replace: true });
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
        <IconButton
          label={isSearching ? t('closeSearch') : t('search')}
          keys={keys('search')}
          aria-expanded={isSearching}
          icon={<Icon of={isSearching ? X : Search} />}
          aria-keyshortcuts={isSearching ? undefined : ariaKeys('search')}
          onClick={isSearching ? onSearchEnd : onSearch}
        />
      </div>
      {isSearching ? <SearchField focusRequests={searchFocusRequests} onEnd={onSearchEnd} /> : null}
      {isPlain ? null : <FilterChips />}
    </header>
  );
}
