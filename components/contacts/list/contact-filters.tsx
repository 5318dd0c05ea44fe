'use client';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef } from 'react';
import { useTags } from '#components/inbox-state/workspace/use-tags.ts';
import { useNetworkList } from '#components/networks/networks-context.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import { cx } from '#components/ui/cx.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { inputClass } from '#components/ui/field.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import type { ContactFilter } from '#lib/contacts/types.ts';
import { plainLine } from '#lib/plain-text.ts';

const ANY = '*';

type Props = { filter: ContactFilter; onChange: (filter: ContactFilter) => void; onLeave: () => void };

/** The search and the filters of the list. Escape and Enter in the search go to the list. */
export function ContactFilters({ filter, onChange, onLeave }: Props) {
  const t = useTranslations('contacts');
  const networks = useNetworkList();
  const tags = useTags(filter.tag ? { ids: [filter.tag] } : {});
  const field = useRef<HTMLInputElement>(null);
  useCommands({ search: () => field.current?.focus() });
  return (
    <div role="search" aria-label={t('search')} className="flex flex-wrap items-center gap-2">
      <span className="relative min-w-48 flex-1 max-phone:basis-full">
        <Search
          size={14}
          strokeWidth={1.5}
          aria-hidden
          className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
        />
        <input
          ref={field}
          type="search"
          enterKeyHint="search"
          maxLength={200}
          value={filter.q ?? ''}
          aria-label={t('search')}
          placeholder={t('searchPlaceholder')}
          onChange={({ target }) => onChange({ ...filter, q: target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'Enter') return;
            event.preventDefault();
            event.stopPropagation();
            onLeave();
          }}
          className={cx(inputClass, 'h-8 pl-8 touch:h-11')}
        />
      </span>
      <Select
        label={t('network')}
        value={filter.network ?? ANY}
        onChange={(network) => onChange(changed(filter, 'network', network))}
        options={[
          { value: ANY, label: t('anyNetwork') },
          ...networks.map(({ network, name }) => ({ value: network, label: name })),
        ]}
        className="!w-44 max-phone:flex-1"
      />
      <Select
        label={t('tag')}
        value={filter.tag ?? ANY}
        onChange={(tag) => onChange(changed(filter, 'tag', tag))}
        options={[
          { value: ANY, label: t('anyTag') },
          ...tags.map(({ id, name }) => ({ value: id, label: `#${plainLine(name)}` })),
        ]}
        className="!w-44 max-phone:flex-1"
      />
      <Toggle isOn={filter.vip ?? false} onToggle={(vip) => onChange({ ...filter, vip })}>
        {t('vip')}
      </Toggle>
      <Toggle isOn={filter.blocked ?? false} onToggle={(blocked) => onChange({ ...filter, blocked })}>
        {t('blocked')}
      </Toggle>
    </div>
  );
}

function changed(filter: ContactFilter, name: 'network' | 'tag', value: string): ContactFilter {
  const { [name]: _before, ...rest } = filter;
  return value === ANY ? rest : { ...rest, [name]: value };
}

function Toggle({
  isOn,
  onToggle,
  children,
}: {
  isOn: boolean;
  onToggle: (isOn: boolean) => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={() => onToggle(!isOn)}
      className={cx(buttonClass(), isOn && 'chosen')}
    >
      {children}
    </button>
  );
}
