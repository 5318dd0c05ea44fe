'use client';
import { MailQuestion } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Problem } from '#components/api/problem.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { Composer } from '#components/composer/composer.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useItem } from '#components/inbox-state/items/use-item.ts';
import { useRow } from '#components/inbox-state/items/use-row.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useReportPresence } from '#components/inbox-state/live/use-presence.ts';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { useReadNotificationsOf } from '#components/inbox-state/workspace/use-notifications.ts';
import { useRoute } from '#components/route/use-route.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { preloadable, usePreload } from '#components/ui/preload/preloadable.ts';
import { FailedState } from '#components/ui/page-parts/failed-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useAfterPaint } from '#components/ui/use-after-paint.ts';
import { ItemHead } from './head/item-head.tsx';
import { NothingOpen } from './next/nothing-open.tsx';
import { PeopleBar } from './people/people-bar.tsx';
import { PromiseBar } from './promises/promise-bar.tsx';
import { PostCard } from './post/post-card.tsx';
import { Thread } from './thread/thread.tsx';
import { ThreadFocus } from './thread/thread-focus.tsx';
import { useScrollKeys } from './thread/use-scroll-keys.ts';
import { ItemHeading } from './item-heading.tsx';
import { useItemCommands } from './use-item-commands.ts';
import { useTitleLevel } from './use-title-level.ts';

const DeleteDialog = preloadable(async () => (await import('./messages/delete-dialog.tsx')).DeleteDialog);
const preloaded = [DeleteDialog];

/** The item that the address names. The list paints first, and this pane in the next frame. */
export function ItemPane() {
  const t = useTranslations('item');
  const itemId = useRoute((route) => route.itemId);
  const shownId = useAfterPaint(itemId);
  usePreload(preloaded);
  useReportPresence(itemId);
  return (
    <section aria-label={t('pane')} className="flex h-full min-w-0 flex-1 flex-col bg-page short:overflow-y-auto">
      {shownId ? <OpenItem key={shownId} itemId={shownId} /> : <NothingOpen />}
    </section>
  );
}

function OpenItem({ itemId }: { itemId: string }) {
  const t = useTranslations('item');
  const nameOf = useName();
  const { screen } = useInbox();
  const problemText = useProblemText();
  const scroller = useRef<HTMLDivElement>(null);
  const { content, error, refetch } = useItem(itemId);
  const row = useRow(itemId);
  const messageToDelete = useStateStore(screen, (state) => state.messageToDelete);
  // Before the commands: a key that waited for them may choose another mode or a message.
  useEffect(
    () =>
      screen.set({
        composerMode: screen.get().openingMode ?? 'reply',
        openingMode: null,
        replyTargetId: null,
        quotedMessageId: null,
        noteForCase: null,
        messageToDelete: null,
      }),
    [screen, itemId],
  );
  useReadNotificationsOf(itemId);
  useItemCommands(itemId, content);
  useScrollKeys(scroller);
  if (error && !content) return <LoadError error={error} onRetry={() => void refetch()} />;
  if (!row) return <Loading />;
  const lastInbound = content?.messages.findLast(({ direction }) => direction === 'inbound');
  return (
    <>
      <ItemHead row={row} url={lastInbound?.url ?? null} />
      <PeopleBar row={row} />
      <PromiseBar row={row} content={content} />
      {content?.post ? <PostCard post={content.post} /> : null}
      <div
        ref={scroller}
        // What arrives is announced in a sentence: a live log would also read what is loaded above.
        role="log"
        aria-live="off"
        aria-label={t('thread', { name: nameOf(row.contact.name) })}
        // What scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        data-focus-place
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain -outline-offset-2 [overflow-anchor:none] short:min-h-[60dvh] short:flex-none short:overscroll-auto"
      >
        {content ? <Thread row={row} content={content} scroller={scroller} /> : <ThreadSkeleton />}
      </div>
      <ThreadFocus itemId={itemId} thread={scroller} />
      {content ? <Composer key={itemId} content={content} row={row} /> : <div className="h-16 border-t border-line" />}
      {messageToDelete && content ? (
        <DeleteDialog
          message={messageToDelete}
          itemId={itemId}
          onLoadFailure={() =>
            screen.set({ messageToDelete: null, notice: problemText(new Problem('unreachable', 0)) })
          }
        />
      ) : null}
    </>
  );
}

function LoadError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useTranslations('item');
  const problemText = useProblemText();
  const titleAs = useTitleLevel();
  if (error instanceof Problem && error.code === 'not_found') {
    return (
      <EmptyState icon={<Icon of={MailQuestion} size={20} />} titleAs={titleAs} title={t('gone')}>
        {t('goneHint')}
      </EmptyState>
    );
  }
  return (
    <FailedState title={t('failed')} titleAs={titleAs} onRetry={onRetry}>
      {problemText(error)}
    </FailedState>
  );
}

/** Nothing is known of the item yet. */
function Loading() {
  const t = useTranslations('item');
  return (
    <>
      <ItemHeading className="sr-only">{t('pane')}</ItemHeading>
      <ThreadSkeleton />
    </>
  );
}

function ThreadSkeleton() {
  return (
    <div aria-hidden className="mx-auto flex w-full max-w-188 flex-col gap-6 px-4 py-5">
      {['w-3/5', 'w-4/5', 'w-2/5'].map((width) => (
        <div key={width} className="flex gap-3">
          <Skeleton className="size-7 shrink-0 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3 w-28" />
            <Skeleton className={`h-3 ${width}`} />
          </div>
        </div>
      ))}
    </div>
  );
}
