'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useInbox } from '#components/inbox/inbox-provider.tsx';
import { useStore } from '#components/inbox/store.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { useRoute } from '#components/route/use-route.ts';
import { cx } from '#components/ui/cx.ts';
import { useQueue, useQueueState } from './queue-context.tsx';
import { QueueRow } from './queue-row.tsx';
import { useRangeSelect } from './use-range-select.ts';
import { useScrollMemory } from './use-scroll-memory.ts';
import { useWaiting } from './use-waiting.ts';
import { useWalk } from './use-walk.ts';

const ROW_PX = { comfortable: 72, compact: 44 } as const;
const OVERSCAN = 10;
/** The next page is asked for when fewer rows than this are left below. */
const AHEAD = 80;

type Props = { scroller: RefObject<HTMLDivElement | null>; label: string };

/** The rows that are in sight, out of as many as there are. */
export function QueueRows({ scroller, label }: Props) {
  const t = useTranslations('queue');
  const inbox = useInbox();
  const queue = useQueue();
  const walk = useWalk();
  const select = useRangeSelect();
  const { itemId } = useRoute();
  const { prefs } = usePrefs();
  const ids = useQueueState((state) => state.ids);
  const folding = useQueueState((state) => state.folding);
  const isLoadingMore = useQueueState((state) => state.isLoadingMore);
  const cursorId = useStore(inbox.desk, (desk) => desk.cursorId);
  const selected = useStore(inbox.desk, (desk) => desk.selected);
  const rowPx = ROW_PX[prefs.density];

  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (folding.has(ids[index] ?? '') ? 0 : rowPx),
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]),
    overscan: OVERSCAN,
    initialRect: { width: 400, height: 900 },
  });

  const wasFolding = useRef(false);
  useLayoutEffect(() => {
    if (folding.size > 0 || wasFolding.current) virtual.measure();
    wasFolding.current = folding.size > 0;
  }, [folding, virtual]);
  useLayoutEffect(() => virtual.measure(), [rowPx, virtual]);

  useScrollMemory(queue, scroller);
  useWaiting(scroller);

  useEffect(() => {
    if (!itemId) return;
    if (inbox.desk.get().cursorId !== itemId) {
      inbox.desk.set({ cursorId: itemId, cursorAt: queue.state.get().ids.indexOf(itemId) });
    }
  }, [itemId, inbox, queue]);

  const cursorAt = cursorId ? ids.indexOf(cursorId) : -1;
  useLayoutEffect(() => {
    if (cursorAt < 0) return;
    virtual.scrollToIndex(cursorAt, { align: 'auto' });
    const active = document.activeElement;
    if (active instanceof HTMLElement && active.dataset['item'] && active.dataset['item'] !== cursorId) {
      scroller.current?.querySelector<HTMLElement>(`[data-item="${cursorId}"]`)?.focus({ preventScroll: true });
    }
    // Only a cursor that moved scrolls; rows that came or went above it do not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [cursorId]);

  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (ids.length > 0 && last >= ids.length - AHEAD) void queue.loadMore();
  }, [last, ids.length, isLoadingMore, queue]);

  const onSelect = useCallback(
    (id: string, isRange: boolean) => (isRange ? select.extend(id) : select.toggle(id)),
    [select],
  );
  return (
    <ul aria-label={label} style={{ height: virtual.getTotalSize() }} className="relative">
      {shown.map(({ index, start, key }) => {
        const id = ids[index];
        if (!id) return null;
        const isFolding = folding.has(id);
        return (
          <li
            key={key}
            aria-posinset={index + 1}
            aria-setsize={queue.state.get().nextCursor ? -1 : ids.length}
            style={{ height: isFolding ? 0 : rowPx, transform: `translateY(${start}px)` }}
            className={cx(
              'absolute inset-x-0 top-0 overflow-hidden',
              folding.size > 0 && 'transition-[transform,height,opacity] duration-140 ease-out',
              isFolding && 'opacity-0',
            )}
          >
            <QueueRow
              id={id}
              isCursor={id === cursorId}
              isOpen={id === itemId}
              isSelected={selected.has(id)}
              isCompact={prefs.density === 'compact'}
              onOpen={walk.open}
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
  );
}
