'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { type RefObject, useCallback, useEffect, useMemo } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useItemList, useListState } from '#components/inbox-state/items/list-provider.tsx';
import { ItemScope } from '#components/inbox-state/merged/scope-provider.tsx';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { tabStopOf } from '#components/inbox-state/tab-stop.ts';
import { useListCursor } from '#components/inbox-state/use-list-cursor.ts';
import { deadlineOf } from '#components/item-facts/deadline.ts';
import { useCountdownText } from '#components/item-facts/use-countdown-text.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { pathOf } from '#components/route/route-store.ts';
import { useRoute } from '#components/route/use-route.ts';
import { cx } from '#components/ui/cx.ts';
import { useShortTime } from '#components/ui/text/timestamp.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { useSelection } from '../use-selection.ts';
import { QueueRow } from './queue-row.tsx';
import { RowContext } from './row-context.ts';
import { useRevealCursor } from './use-reveal-cursor.ts';
import { useRootScale } from './use-root-scale.ts';
import { useScrollMemory } from './use-scroll-memory.ts';
import { useShowWaiting } from './use-show-waiting.ts';
import { useVisibleRange } from './use-visible-range.ts';

/** Of a row at the usual font size. With a larger one, the rows grow with their text. */
const ROW_PX = { comfortable: 72, compact: 44 } as const;
/** The next page is loaded when fewer rows than this are left below. */
const ROWS_AHEAD = 200;

type Props = { scroller: RefObject<HTMLDivElement | null>; label: string };

/** The visible rows of the list, however long it is. */
export function QueueRows({ scroller, label }: Props) {
  const { screen } = useInbox();
  const list = useItemList();
  const cursor = useListCursor();
  const select = useSelection();
  const openId = useRoute((route) => route.itemId);
  const { prefs } = usePrefs();
  const ids = useListState((state) => state.ids);
  const folding = useListState((state) => state.folding);
  const isLoadingMore = useListState((state) => state.isLoadingMore);
  const cursorId = useStateStore(screen, (state) => state.cursorId);
  const selected = useStateStore(screen, (state) => state.selected);
  const cursorIndex = useStateStore(screen, (state) => state.cursorIndex);
  const tabStopId = tabStopOf({ ids, folding }, { cursorId, cursorIndex });
  const rowPx = ROW_PX[prefs.density] * useRootScale();
  const { first, last, reveal } = useVisibleRange(scroller, { count: ids.length, rowPx });
  useScrollMemory(list, scroller);
  useShowWaiting(scroller);
  useRevealCursor({ openId, cursorId, reveal });
  useEffect(() => {
    if (ids.length > 0 && last >= ids.length - ROWS_AHEAD) void list.loadMore();
  }, [last, ids.length, isLoadingMore, list]);

  const onSelect = useCallback(
    (id: string, isRange: boolean) => (isRange ? select.extend(id) : select.toggle(id)),
    [select],
  );
  // Rows below a folding one move up by its height.
  const foldedAbove = (index: number) =>
    folding.size > 0 ? ids.slice(0, index).filter((id) => folding.has(id)).length : 0;
  return (
    <RowContext value={useRowContextValue()}>
      <ul
        aria-label={label}
        style={{ height: (ids.length - folding.size) * rowPx }}
        className="relative phone:box-content phone:pb-34"
      >
        {renderedIndexes(first, last, tabStopId === null ? -1 : ids.indexOf(tabStopId)).map((index) => {
          const id = ids[index];
          if (id === undefined) return null;
          const isFolding = folding.has(id);
          return (
            <li
              key={id}
              aria-posinset={index + 1}
              aria-setsize={list.state.get().nextCursor ? -1 : ids.length}
              style={{
                height: isFolding ? 0 : rowPx,
                transform: `translateY(${(index - foldedAbove(index)) * rowPx}px)`,
              }}
              className={cx(
                'absolute inset-x-0 top-0 overflow-hidden contain-strict',
                folding.size > 0 && 'transition-[transform,height,opacity] duration-140 ease-out',
                isFolding && 'opacity-0',
              )}
            >
              <ItemScope itemId={id}>
                <QueueRow
                  id={id}
                  isCursor={id === cursorId}
                  isTabStop={id === tabStopId}
                  isOpen={id === openId}
                  isSelected={selected.has(id)}
                  isCompact={prefs.density === 'compact'}
                  onOpen={cursor.open}
                  onFocus={cursor.follow}
                  onSelect={onSelect}
                />
              </ItemScope>
            </li>
          );
        })}
      </ul>
    </RowContext>
  );
}

/** The visible rows, and the one that the Tab key reaches: it keeps the focus when it is scrolled out of sight. */
function renderedIndexes(first: number, last: number, tabStop: number): number[] {
  const visible = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset);
  if (tabStop < 0 || (tabStop >= first && tabStop < last)) return visible;
  return tabStop < first ? [tabStop, ...visible] : [...visible, tabStop];
}

function useRowContextValue() {
  const t = useTranslations('queue');
  const { listing } = useItemList();
  const slug = useRoute((route) => route.slug);
  const view = useRoute((route) => route.view);
  const query = useRoute((route) => route.query);
  const format = useFormatter();
  const now = useNow();
  const countdown = useCountdownText();
  const shortTime = useShortTime();
  const nameOf = useName();
  return useMemo(
    () => ({
      t,
      nameOf,
      shortTime,
      // The clock of the page lags up to half a minute behind.
      ago: (at: string) => format.relativeTime(Math.min(Date.parse(at), now), now),
      deadlineText: (row: ItemRow) => {
        const deadline = row.status === 'open' ? deadlineOf(row, now) : null;
        return deadline && countdown(deadline);
      },
      scheduleText: ({ hasScheduled, scheduledFor }: ItemRow) => {
        if (!hasScheduled) return null;
        if (scheduledFor === null) return t('replyHeld');
        return t('replyScheduled', {
          at: format.dateTime(new Date(scheduledFor), { dateStyle: 'medium', timeStyle: 'short' }),
        });
      },
      promiseText: ({ promiseDueAt: dueAt }: ItemRow) => {
        if (dueAt === null) return null;
        const at = format.dateTime(new Date(dueAt), { dateStyle: 'medium', timeStyle: 'short' });
        return t(Date.parse(dueAt) <= now ? 'promiseLate' : 'promised', { at });
      },
      filter: listing.filter,
      pathOfItem: (id: string) => pathOf({ slug, view, query, itemId: id }),
    }),
    [t, nameOf, shortTime, format, now, countdown, listing, slug, view, query],
  );
}
