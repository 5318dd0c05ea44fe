'use client';
import { useTranslations } from 'next-intl';
import { Fragment, type RefObject, useMemo } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { Message } from '../messages/message.tsx';
import { Note } from './note.tsx';
import { threadEntries } from './thread-entries.ts';
import { useEarlier } from './use-earlier.ts';
import { useFirstUnread } from './use-first-unread.ts';
import { useRecheck } from './use-recheck.ts';
import { useThreadNews } from './use-thread-news.ts';
import { useThreadScroll } from './use-thread-scroll.ts';

type Props = { row: ItemRow; content: ItemContent; scroller: RefObject<HTMLElement | null> };

/** Messages and notes in the order of time, in one column. */
export function Thread({ row, content, scroller }: Props) {
  const t = useTranslations('item');
  const problemText = useProblemText();
  const isTree = row.kind === 'comment';
  const firstUnread = useFirstUnread(row, content);
  const earlier = useEarlier(row.id);
  const recheck = useRecheck(row, content);
  useAnnounced(recheck === 'none' ? null : t(`erased.${recheck}`));
  useThreadNews(row, content);
  const hasEarlier = content.earlierCursor !== null;
  const entries = useMemo(() => threadEntries(content), [content]);
  useThreadScroll(scroller, {
    itemId: row.id,
    firstId: content.messages[0]?.id,
    lastId: entries.at(-1)?.id,
    // After a failure, wait until the reader retries.
    hasEarlier: hasEarlier && earlier.error === null,
    onEarlier: earlier.load,
  });
  return (
    <div className="mx-auto max-w-188 py-2">
      {hasEarlier && earlier.error !== null ? (
        <div className="px-4 py-1">
          <FailedLine onRetry={() => void earlier.load()}>{problemText(earlier.error)}</FailedLine>
        </div>
      ) : null}
      {hasEarlier && earlier.error === null ? (
        <p className="flex items-center justify-center gap-2 py-3 text-xs text-muted">
          <Spinner size={12} /> {t('loadingEarlier')}
        </p>
      ) : null}
      {recheck === 'none' ? null : (
        <p className="flex items-center gap-2 px-4 py-1.5 text-xs text-muted">
          {recheck === 'reading' ? <Spinner size={12} /> : null}
          {t(`erased.${recheck}`)}
        </p>
      )}
      {entries.map((entry) =>
        entry.kind === 'note' ? (
          <Note key={entry.id} note={entry.note} itemId={row.id} />
        ) : (
          <Fragment key={entry.id}>
            {entry.id === firstUnread ? (
              <div data-first-unread className="flex items-center gap-2 px-4 py-1 text-xs font-medium text-accent-ink">
                {t('firstUnread')}
                <span aria-hidden className="filled-mark h-px flex-1 bg-accent-ink/30" />
              </div>
            ) : null}
            <Message
              message={entry.message}
              row={row}
              number={isTree ? entry.number : null}
              isReply={isTree && entry.isReply}
            />
          </Fragment>
        ),
      )}
    </div>
  );
}
