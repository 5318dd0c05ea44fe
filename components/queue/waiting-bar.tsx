'use client';
import { ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { useItemList, useListState } from '#components/inbox-state/items/list-provider.tsx';

/** "12 new": items that arrived since the list was read. A click reads the list again. */
export function WaitingBar({ scroller }: { scroller: RefObject<HTMLElement | null> }) {
  const t = useTranslations('queue');
  const list = useItemList();
  const { screen } = useInbox();
  const keys = useShownKeys()('letIn');
  const ariaKeys = useAriaKeys()('letIn');
  const waiting = useListState((state) => state.waiting.size);
  useAnnounced(waiting > 0 ? t('waiting', { count: waiting }) : null);
  return (
    <>
      {waiting > 0 ? (
        <button
          type="button"
          onClick={() => {
            scroller.current?.scrollTo({ top: 0 });
            void list.refresh();
            screen.set({ focusRequest: 'row' });
          }}
          aria-keyshortcuts={ariaKeys}
          className="exact flex h-8 w-full shrink-0 items-center justify-center gap-1.5 border-b border-line bg-accent-tint text-sm font-medium text-accent-ink hover:bg-chosen-tint touch:h-11"
        >
          <ArrowUp size={14} strokeWidth={1.5} aria-hidden />
          {t('waiting', { count: waiting })}
          {keys ? <Kbd keys={keys} /> : null}
        </button>
      ) : null}
    </>
  );
}
