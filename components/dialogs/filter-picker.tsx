'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type FilterName, useFilterOptions } from '#components/queue/head/use-filter-options.ts';
import { navigate, readRoute } from '#components/route/route-store.ts';
import { useRoute } from '#components/route/use-route.ts';
import { Picker } from '#components/ui/overlays/picker.tsx';
import { TAG_LIMIT } from '#lib/items/types.ts';
import type { DialogProps } from './dialog-props.ts';

const groups: readonly FilterName[] = ['status', 'assignee', 'kind', 'network', 'channel', 'tag'];

/** Adds a filter to the list, or removes one that is set. */
export function FilterPicker({ onClose }: DialogProps) {
  const t = useTranslations('queue');
  const query = useRoute((route) => route.query);
  const [text, setText] = useState('');
  const options = useFilterOptions({ search: text.slice(0, TAG_LIMIT) });
  const search = new URLSearchParams(query);
  const toggle = (name: FilterName, value: string) => {
    if (search.get(name) === value) search.delete(name);
    else search.set(name, value);
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
        isChosen: search.get(name) === value,
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
