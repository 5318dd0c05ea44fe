'use client';
import { ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { useItemList, useListState } from '#components/inbox-state/items/list-provider.tsx';

/** "12 new": items that arrived since the list was read. A click reads the list again. */
export function WaitingBar({ scroller }: { scroller: RefObject<HTMLElement | null> }) {
  const t = useTranslations('queue');
  const list = useItemList();
  const keys = useShownKeys()('letIn');
  const waiting = useListState((state) => state.waiting.size);
  return (
    <div role="status" className="contents">
      {waiting > 0 ? (
        <button
          type="button"
          onClick={() => {
            scroller.current?.scrollTo({ top: 0 });
            void list.refresh();
          }}
          className="exact flex h-8 w-full shrink-0 items-center justify-center gap-1.5 border-b border-line bg-accent-tint text-sm font-medium text-accent-ink hover:brightness-97 touch:h-11"
        >
          <ArrowUp size={14} strokeWidth={1.5} aria-hidden />
          {t('waiting', { count: waiting })}
          {keys ? <Kbd keys={keys} /> : null}
        </button>
      ) : null}
    </div>
  );
}
