'use client';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { navigate, readRoute } from '#components/route/route-store.ts';
import { useRoute } from '#components/route/use-route.ts';
import { inputClass } from '#components/ui/field.tsx';
import { cx } from '#components/ui/cx.ts';

/** The list is searched after a pause of this long in typing, in milliseconds. */
const PAUSE_MS = 180;

/** Searches the list while the member types. */
export function SearchField({ onClose }: { onClose: () => void }) {
  const t = useTranslations('queue');
  const view = useRoute((route) => route.view);
  const query = useRoute((route) => route.query);
  const [text, setText] = useState(() => new URLSearchParams(query).get('q') ?? '');
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => () => clearTimeout(timer.current), []);
  const apply = (next: string) => {
    const search = new URLSearchParams(readRoute()?.query ?? '');
    if (next.trim()) search.set('q', next.trim());
    else search.delete('q');
    navigate({ query: search.toString() }, { replace: true });
  };
  return (
    <form
      role="search"
      className="flex items-center gap-2 px-3 pb-2"
      onSubmit={(event) => {
        event.preventDefault();
        clearTimeout(timer.current);
        apply(text);
        document.querySelector<HTMLElement>('[data-item][tabindex="0"]')?.focus();
      }}
    >
      <span className="relative flex-1">
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
          value={text}
          aria-label={t('searchLabel')}
          placeholder={t('searchPlaceholder')}
          onChange={(event) => {
            setText(event.target.value);
            clearTimeout(timer.current);
            timer.current = setTimeout(apply, PAUSE_MS, event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            clearTimeout(timer.current);
            apply('');
            onClose();
          }}
          className={cx(inputClass, 'h-8 pl-8 touch:h-11')}
        />
      </span>
      {view === 'all' ? null : (
        <button
          type="button"
          className="shrink-0 text-xs font-medium text-accent-ink hover:underline touch:min-h-11"
          onClick={() => navigate({ view: 'all' })}
        >
          {t('searchEverywhere')}
        </button>
      )}
    </form>
  );
}
