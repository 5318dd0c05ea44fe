'use client';
import { CloudOff, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { type ComponentType, type ReactNode, useId, useRef, useState } from 'react';
import { Problem } from '#components/api/problem.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { useRoute } from '#components/route/use-route.ts';
import { Button } from '#components/ui/button.tsx';
import { FailedState } from '#components/ui/page-parts/failed-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { ScopeAtHand } from '#components/inbox-state/merged/scope-at-hand.tsx';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import { useItemList, useListState } from '#components/inbox-state/items/list-provider.tsx';
import { usePreload } from '#components/ui/preload/preloadable.ts';
import { SinceLeftLine } from '#components/departures/since-left-line.tsx';
import { QueueHead, type SearchProps } from './head/queue-head.tsx';
import { searchFor } from './head/search-for.ts';
import { ListFocus } from './list-focus.tsx';
import { QueueRows } from './rows/queue-rows.tsx';
import { QueueSkeleton } from './queue-skeleton.tsx';
import { useListKeys } from './use-list-keys.ts';
import { QueueCommands } from './queue-commands.ts';
import { WaitingBar } from './waiting-bar.tsx';

// Most visits do not need these at first.
const loadBulkBar = () => import('./bulk-bar.tsx');
const loadQueueEmpty = () => import('./queue-empty.tsx');
const BulkBar = dynamic(async () => (await loadBulkBar()).BulkBar);
const QueueEmpty = dynamic(async () => (await loadQueueEmpty()).QueueEmpty);

// Ahead of their first use, so that they are there when the connection is lost.
const preloaded = [loadBulkBar, loadQueueEmpty].map((load) => ({ preload: async () => void (await load()) }));

/** @property head @property empty the list's own, where it is not of one workspace */
type Props = { head?: ComponentType<SearchProps>; empty?: ReactNode };

/** The middle pane: the list, its head, and its notices. */
export function QueuePane({ head: Head, empty }: Props) {
  const t = useTranslations('queue');
  const problemText = useProblemText();
  const { screen } = useInbox();
  const list = useItemList();
  const view = useRoute((route) => route.view);
  const query = useRoute((route) => route.query);
  const emptyId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const words = new URLSearchParams(query).get('q');
  const [search, setSearch] = useState({ isOpen: false, focusRequests: 0 });
  const openSearch = () => setSearch(({ focusRequests }) => ({ isOpen: true, focusRequests: focusRequests + 1 }));
  const endSearch = () => {
    setSearch((before) => ({ ...before, isOpen: false }));
    searchFor('', { replace: false });
    screen.set({ focusRequest: 'row' });
  };
  const phase = useListState((state) => state.phase);
  const error = useListState((state) => state.error);
  // What the address asks for stays refused.
  const canRetry = !(error instanceof Problem && error.code === 'of_one_workspace');
  const isEmpty = useListState((state) => state.ids.length === 0);
  const isOnline = useStateStore(screen, (state) => state.isOnline);
  const hasSelection = useStateStore(screen, (state) => state.selected.size > 0);
  const notice = useStateStore(screen, (state) => state.notice);
  const isSearching = search.isOpen || words !== null;
  const searchProps: SearchProps = {
    isSearching,
    searchFocusRequests: search.focusRequests,
    onSearch: openSearch,
    onSearchEnd: endSearch,
  };
  useListKeys(scroller);
  usePreload(preloaded);
  useAnnounced(isOnline ? null : t('offline'));
  useAnnounced(notice);
  useAnnounced(error && !isEmpty ? problemText(error) : null);
  useAnnounced(useFoundText(words));
  useAnnounced(phase === 'failed' ? `${t('failed')}. ${problemText(error)}` : null);
  return (
    <section aria-label={t('pane')} className="flex h-full min-w-0 flex-col bg-page">
      {Head ? <Head {...searchProps} /> : <QueueHead {...searchProps} />}
      {Head ? null : <SinceLeftLine />}
      <div>
        {isOnline ? null : <StatusLine icon={<Icon of={CloudOff} size={14} />} text={t('offline')} />}
        {notice ? (
          <StatusLine
            text={notice}
            action={
              <button
                type="button"
                aria-label={t('dismiss')}
                onClick={() => screen.set({ notice: null })}
                className="relative touch-target p-1"
              >
                <Icon of={X} size={14} />
              </button>
            }
          />
        ) : null}
        {error && !isEmpty ? (
          <StatusLine text={problemText(error)} action={<Retry onRetry={() => void list.refresh()} />} />
        ) : null}
      </div>
      {hasSelection ? (
        <ScopeAtHand>
          <BulkBar />
        </ScopeAtHand>
      ) : null}
      <WaitingBar scroller={scroller} />
      <div
        ref={scroller}
        // The list's one stop for Tab is its row; the list itself has the focus only while it has no rows.
        tabIndex={-1}
        role="group"
        aria-label={t('list')}
        aria-describedby={isEmpty ? emptyId : undefined}
        data-list
        onScroll={(event) => list.rememberScroll(event.currentTarget.scrollTop)}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain -outline-offset-2 [overflow-anchor:none]"
      >
        {phase === 'loading' ? <QueueSkeleton /> : null}
        {phase === 'failed' ? (
          <FailedState title={t('failed')} {...(canRetry ? { onRetry: () => void list.refresh() } : {})}>
            {problemText(error)}
          </FailedState>
        ) : null}
        {phase === 'ready' && isEmpty ? <div id={emptyId}>{empty ?? <QueueEmpty />}</div> : null}
        {phase === 'ready' && !isEmpty ? <QueueRows scroller={scroller} label={t(`view.${view}`)} /> : null}
      </div>
      <ListFocus list={scroller} />
      <ScopeAtHand>
        <QueueCommands onSearch={openSearch} onSearchEnd={isSearching ? endSearch : null} scroller={scroller} />
      </ScopeAtHand>
    </section>
  );
}

/** What a search has found, to be said: the words stay in the field, which keeps the focus. */
function useFoundText(words: string | null): string | null {
  const t = useTranslations('queue');
  const phase = useListState((state) => state.phase);
  const count = useListState((state) => state.ids.length);
  const hasMore = useListState((state) => state.nextCursor !== null);
  if (!words || phase !== 'ready') return null;
  return hasMore ? t('foundMore', { count, q: words }) : t('found', { count, q: words });
}

function Retry({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('common');
  return (
    <Button size="small" onClick={onRetry}>
      {t('retry')}
    </Button>
  );
}

function StatusLine({ icon, text, action }: { icon?: ReactNode; text: string; action?: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center gap-2 border-b border-line bg-warn-tint px-4 py-1 text-xs text-warn">
      {icon}
      <span className="min-w-0 flex-1">{text}</span>
      {action}
    </div>
  );
}
