'use client';
import { useTranslations } from 'next-intl';
import { type RefObject, useCallback, useEffect, useMemo } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useItemList, useListState } from '#components/inbox-state/items/list-provider.tsx';
import { useAvatar } from '#components/inbox-state/people/use-avatar.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { useListCursor } from '#components/inbox-state/use-list-cursor.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { pathOf } from '#components/route/route-store.ts';
import { useRoute } from '#components/route/use-route.ts';
import { cx } from '#components/ui/cx.ts';
import { useShortTime } from '#components/ui/text/timestamp.tsx';
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
  const t = useTranslations('queue');
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
  const rowPx = ROW_PX[prefs.density] * useRootScale();
  const { first, last, reveal } = useVisibleRange(scroller, { count: ids.length, rowPx });
  useScrollMemory(list, scroller);
  useShowWaiting(scroller);
  useRevealCursor(scroller, { openId, cursorId, reveal });
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
      <ul aria-label={label} style={{ height: (ids.length - folding.size) * rowPx }} className="relative">
        {ids.slice(first, last).map((id, offset) => {
          const index = first + offset;
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
              <QueueRow
                id={id}
                isCursor={id === cursorId}
                isOpen={id === openId}
                isSelected={selected.has(id)}
                isCompact={prefs.density === 'compact'}
                onOpen={cursor.open}
                onSelect={onSelect}
              />
            </li>
          );
        })}
        {isLoadingMore ? (
          <li className="sr-only" role="status">
            {t('loadingMore')}
          </li>
        ) : null}
      </ul>
    </RowContext>
  );
}

function useRowContextValue() {
  const t = useTranslations('queue');
  const { listing } = useItemList();
  const slug = useRoute((route) => route.slug);
  const view = useRoute((route) => route.view);
  const query = useRoute((route) => route.query);
  const shortTime = useShortTime();
  const nameOf = useName();
  const avatarOf = useAvatar();
  return useMemo(
    () => ({
      t,
      nameOf,
      avatarOf,
      shortTime,
      filter: listing.filter,
      pathOfItem: (id: string) => pathOf({ slug, view, query, itemId: id }),
    }),
    [t, nameOf, avatarOf, shortTime, listing, slug, view, query],
  );
}
