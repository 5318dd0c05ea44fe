'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type FilterName, filterNames, useFilterOptions } from '#components/queue/head/use-filter-options.ts';
import { valuesOf } from '#components/route/filter.ts';
import { navigate, readRoute } from '#components/route/route-store.ts';
import { useRoute } from '#components/route/use-route.ts';
import { Picker } from '#components/ui/overlays/picker.tsx';
import { TAG_LIMIT } from '#lib/items/types.ts';
import type { DialogProps } from './dialog-props.ts';

/** Fields that take several values: another one is added to those that are set. */
const several: readonly FilterName[] = ['priority', 'language', 'rating', 'allTags', 'anyTags', 'noTags'];
/** Old addresses have one `tag`; it is offered as one of all tags. */
const groups = filterNames.filter((name) => name !== 'contact' && name !== 'tag');

/** Adds a filter to the list, or removes one that is set. */
export function FilterPicker({ onClose }: DialogProps) {
  const t = useTranslations('queue');
  const query = useRoute((route) => route.query);
  const [text, setText] = useState('');
  const options = useFilterOptions({ search: text.slice(0, TAG_LIMIT) });
  const search = new URLSearchParams(query);
  const toggle = (name: FilterName, value: string) => {
    const chosen = valuesOf(search, name);
    const next = chosen.includes(value)
      ? chosen.filter((one) => one !== value)
      : [...(several.includes(name) ? chosen : []), value];
    if (next.length > 0) search.set(name, next.join(','));
    else search.delete(name);
    onClose();
    const route = readRoute();
    // The built-in views fix the status: another status is filtered from all items.
    navigate({
      query: search.toString(),
      ...(name === 'status' && route?.view !== 'all' ? { view: 'all' as const } : {}),
    });
  };
  const shown = groups.map((name) => ({
    heading: t(`filters.${name}`),
    options: options
      .filter((option) => option.name === name)
      .map(({ value, label }) => ({
        id: `${name} ${value}`,
        label,
        synonyms: [`${t(`filters.${name}`)} ${label}`],
        isChosen: valuesOf(search, name).includes(value),
        onSelect: () => toggle(name, value),
      })),
  }));
  return (
    <Picker
      label={t('filter')}
      placeholder={t('filterPlaceholder')}
      empty={t('noFilter')}
      onClose={onClose}
      onTextChange={setText}
      groups={shown}
    />
  );
}
