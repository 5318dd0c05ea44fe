'use client';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { navigate } from '#components/route/route-store.ts';
import { useRoute } from '#components/route/use-route.ts';
import { inputClass } from '#components/ui/field.tsx';
import { cx } from '#components/ui/cx.ts';
import { useSearchText } from './use-search-text.ts';

type Props = {
  /** Increases when the focus should come here. */
  focusRequests: number;
  onEnd: () => void;
};

/**
 * Searches the list while the member types. Enter goes to the first result. Escape goes back to the list and keeps the
 * words; a second one, in the list or here, drops them.
 */
export function SearchField({ focusRequests, onEnd }: Props) {
  const t = useTranslations('queue');
  const { screen } = useInbox();
  const view = useRoute((route) => route.view);
  const { text, type, applyNow } = useSearchText();
  const field = useRef<HTMLInputElement>(null);
  /** The words that an Escape kept. */
  const [kept, setKept] = useState<string | null>(null);
  useEffect(() => {
    if (focusRequests > 0) field.current?.focus();
  }, [focusRequests]);
  const goToResults = (event: SyntheticEvent) => {
    event.preventDefault();
    applyNow();
    setKept(text);
    screen.set({ cursorId: null, cursorIndex: -1, waitingSteps: 0, focusRequest: 'row' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') goToResults(event);
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault();
    if (text.trim() === '' || text === kept) {
      onEnd();
      return;
    }
    applyNow();
    setKept(text);
    screen.set({ focusRequest: 'row' });
  };
  return (
    <form
      role="search"
      aria-label={t('searchLabel')}
      className="flex items-center gap-2 px-3 pb-2"
      onSubmit={goToResults}
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
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
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
