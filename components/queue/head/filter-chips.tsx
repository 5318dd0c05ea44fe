'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { navigate } from '#components/route/route-store.ts';
import { useRoute } from '#components/route/use-route.ts';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { plainLine } from '#lib/plain-text.ts';
import { filterNames, useFilterOptions } from './use-filter-options.ts';

const tagNames = ['tag', 'allTags', 'anyTags', 'noTags'];

/** The filters that are set, each with a button to remove it, and a button to save them as a view. */
export function FilterChips() {
  const t = useTranslations('queue');
  const inbox = useInbox();
  const query = useRoute((route) => route.query);
  const search = new URLSearchParams(query);
  const options = useFilterOptions({ ids: tagNames.flatMap((name) => search.get(name)?.split(',') ?? []) });
  const chips = filterNames.flatMap((name) => {
    const value = search.get(name);
    if (!value) return [];
    const label =
      name === 'contact'
        ? t('oneContact')
        : value
            .split(',')
            .map((one) => options.find((option) => option.name === name && option.value === one)?.label ?? one)
            .join(', ');
    return [{ name, label }];
  });
  if (chips.length === 0 && !search.get('q')) return null;
  const without = (name: string) => {
    search.delete(name);
    navigate({ query: search.toString() });
  };
  return (
    <div className="flex flex-wrap items-center gap-1 px-3 pb-2 touch:gap-y-2">
      {chips.map(({ name, label }) => (
        <span
          key={name}
          className="inline-flex h-6 max-w-full items-center gap-1 rounded-control bg-sunken pl-2 text-xs touch:h-9"
        >
          <span className="text-muted">{t(`filters.${name}`)}</span>
          <BidiText className="truncate font-medium">{plainLine(label)}</BidiText>
          <button
            type="button"
            aria-label={t('removeFilter', { name: label })}
            onClick={() => without(name)}
            className="relative touch-target inline-flex size-6 items-center justify-center rounded-control text-muted hover:text-ink touch:size-9"
          >
            <X size={12} strokeWidth={1.5} aria-hidden />
          </button>
        </span>
      ))}
      <button
        type="button"
        className="h-6 px-1.5 text-xs font-medium text-accent-ink hover:underline touch:h-11"
        onClick={() => inbox.screen.set({ dialog: { kind: 'save-view', itemIds: [] } })}
      >
        {t('saveView')}
      </button>
    </div>
  );
}
