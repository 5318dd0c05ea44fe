'use client';
import { useTranslations } from 'next-intl';
import { Fragment, type RefObject, useMemo } from 'react';
import { useRow } from '#components/inbox-state/inbox-provider.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { ItemDetail, MessageView, NoteView } from '#lib/items/types.ts';
import { Message } from '../messages/message.tsx';
import { Note } from './note.tsx';
import { numberMessages } from './number-messages.ts';
import { useFirstUnread } from './use-first-unread.ts';
import { useLoadEarlier } from '#components/inbox-state/items/use-item.ts';
import { useRecheck } from './use-recheck.ts';
import { useThreadScroll } from './use-thread-scroll.ts';

type Entry = { at: string; note?: NoteView; numbered?: { message: MessageView; number: string; isReply: boolean } };

/** Messages and notes in the order of time, on one column. */
export function Thread({ detail, scroller }: { detail: ItemDetail; scroller: RefObject<HTMLElement | null> }) {
  const t = useTranslations('item');
  const row = useRow(detail.item.id) ?? detail.item;
  const isTree = row.kind === 'comment';
  const firstUnread = useFirstUnread(row.id, detail);
  const onEarlier = useLoadEarlier(row.id);
  const recheck = useRecheck(row.id, detail);
  const hasEarlier = detail.earlierCursor !== null;
  const entries = useMemo(() => {
    const unseen = hasEarlier ? Math.max(0, detail.item.messageCount - detail.messages.length) : 0;
    const from = hasEarlier ? (detail.messages[0]?.createdAt ?? '') : '';
    const all: Entry[] = [
      ...numberMessages(detail.messages, unseen).map((numbered) => ({ at: numbered.message.createdAt, numbered })),
      ...detail.notes.filter(({ createdAt }) => createdAt >= from).map((note) => ({ at: note.createdAt, note })),
    ];
    return all.sort((a, b) => a.at.localeCompare(b.at));
  }, [detail, hasEarlier]);
  useThreadScroll(scroller, {
    itemId: row.id,
    firstId: detail.messages[0]?.id,
    lastId: entries.at(-1)?.note?.id ?? entries.at(-1)?.numbered?.message.id,
    hasEarlier,
    onEarlier,
  });
  return (
    <div role="log" aria-label={t('thread')} className="mx-auto max-w-188 py-2">
      {hasEarlier ? (
        <p role="status" className="flex items-center justify-center gap-2 py-3 text-xs text-muted">
          <Spinner size={12} /> {t('loadingEarlier')}
        </p>
      ) : null}
      {recheck === 'none' ? null : (
        <p role="status" className="flex items-center gap-2 px-4 py-1.5 text-xs text-muted">
          {recheck === 'reading' ? <Spinner size={12} /> : null}
          {t(`erased.${recheck}`)}
        </p>
      )}
      {entries.map(({ note, numbered }) => {
        if (note) return <Note key={note.id} note={note} itemId={row.id} />;
        if (!numbered) return null;
        const { message, number, isReply } = numbered;
        return (
          <Fragment key={message.id}>
            {message.id === firstUnread ? (
              <div data-first-unread className="flex items-center gap-2 px-4 py-1 text-xs font-medium text-accent-ink">
                {t('firstUnread')}
                <span aria-hidden className="h-px flex-1 bg-accent-ink/30" />
              </div>
            ) : null}
            <Message message={message} row={row} number={isTree ? number : null} isReply={isTree && isReply} />
          </Fragment>
        );
      })}
    </div>
  );
}
