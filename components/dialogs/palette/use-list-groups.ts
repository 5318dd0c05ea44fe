import { useTranslations } from 'next-intl';
import { useLanguage } from '#components/prefs/use-language.ts';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import { useViews } from '#components/inbox-state/workspace/use-views.ts';
import { type FilterName, useFilterOptions } from '#components/queue/head/use-filter-options.ts';
import { queryOf } from '#components/route/filter.ts';
import { readRoute } from '#components/route/route-store.ts';
import { useGoTo } from '#components/inbox-state/workspace/use-go-to.ts';
import type { PickerGroup } from '#components/ui/overlays/picker.tsx';
import { itemSorts, TAG_LIMIT } from '#lib/items/types.ts';
import type { Run } from './run.ts';
import { wordsOfPlace } from './search-words.ts';

/** A command filters by one tag; combinations are made in the filter's own dialog. */
const combinations: readonly FilterName[] = ['allTags', 'anyTags', 'noTags'];

/** The lists one may look for by name: saved views, channels, filters, sort orders. There are many, so only when one types. */
export function useListGroups(run: Run, typed: string): PickerGroup[] {
  const t = useTranslations('keys');
  const queueText = useTranslations('queue');
  const language = useLanguage();
  const goTo = useGoTo();
  const { views } = useViews();
  const channels = useChannels() ?? [];
  const filters = useFilterOptions({ search: typed.slice(0, TAG_LIMIT) });
  if (typed === '') return [];
  /** Changes the list that is on the screen; from another page, the list of all items. */
  const change = (name: string, value: string, view?: 'all') => {
    const route = readRoute();
    const search = new URLSearchParams(route?.query ?? '');
    search.set(name, value);
    goTo(view ?? route?.view ?? 'all', search.toString());
  };
  return [
    {
      heading: t('savedViews'),
      options: views.map(({ id, name, filter }) => ({
        id: `view ${id}`,
        label: name,
        ...wordsOfPlace('savedViews', language),
        onSelect: () => run(() => goTo('all', queryOf(filter))),
      })),
    },
    {
      heading: t('channels'),
      options: channels
        .filter(({ status }) => status !== 'disconnected')
        .map(({ id, handle, name, networkName }) => ({
          id: `channel ${id}`,
          label: channelLabel({ handle, name }),
          synonyms: [`${networkName} ${name} ${handle}`, `${queueText('filters.channel')} ${name}`],
          detail: networkName,
          onSelect: () => run(() => goTo('open', new URLSearchParams({ channel: id }).toString())),
        })),
    },
    {
      heading: t('filters'),
      options: filters
        .filter(({ name }) => name !== 'channel' && !combinations.includes(name))
        .map(({ name, value, label }) => ({
          id: `filter ${name} ${value}`,
          label,
          synonyms: [`${queueText(`filters.${name}`)} ${label}`, `${t('filters')} ${label}`],
          detail: queueText(`filters.${name}`),
          onSelect: () => run(() => change(name, value, name === 'status' ? 'all' : undefined)),
        })),
    },
    {
      heading: queueText('sortLabel'),
      options: itemSorts.map((sort) => ({
        id: `sort ${sort}`,
        label: `${queueText('sortLabel')} · ${queueText(`sort.${sort}`)}`,
        ...wordsOfPlace('sort', language),
        onSelect: () => run(() => change('sort', sort)),
      })),
    },
  ];
}
