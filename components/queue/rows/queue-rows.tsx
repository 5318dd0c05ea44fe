'use client';
import { useTranslations } from 'next-intl';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useAvatar } from '#components/inbox-state/people/use-avatar.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useStore } from '#components/inbox-state/state-store.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { pathOf } from '#components/route/route-store.ts';
import { useRoute } from '#components/route/use-route.ts';
import { cx } from '#components/ui/cx.ts';
import { useShortTime } from '#components/ui/text/timestamp.tsx';
import { useQueue, useQueueState } from '#components/inbox-state/items/list-provider.tsx';
import { QueueRow } from './queue-row.tsx';
import { RowToolsContext } from './row-context.ts';
import { useRangeSelect } from '../use-selection.ts';
import { useScrollMemory } from './use-scroll-memory.ts';
import { useWaiting } from './use-show-waiting.ts';
import { useWalk } from '#components/inbox-state/use-list-cursor.ts';
import { useWindow } from './use-visible-range.ts';

const ROW_PX = { comfortable: 72, compact: 44 } as const;
/** The next page is asked for when fewer rows than this are left below. */
const AHEAD = 200;

type Props = { scroller: RefObject<HTMLDivElement | null>; label: string };

/** The rows that are in sight, out of as many as there are. */
export function QueueRows({ scroller, label }: Props) {
  const t = useTranslations('queue');
  const inbox = useInbox();
  const queue = useQueue();
  const walk = useWalk();
  const select = useRangeSelect();
  const itemId = useRoute((route) => route.itemId);
  const { prefs } = usePrefs();
  const ids = useQueueState((state) => state.ids);
  const folding = useQueueState((state) => state.folding);
  const isLoadingMore = useQueueState((state) => state.isLoadingMore);
  const cursorId = useStore(inbox.desk, (desk) => desk.cursorId);
  const selected = useStore(inbox.desk, (desk) => desk.selected);
  const rowPx = ROW_PX[prefs.density];

  const slug = useRoute((route) => route.slug);
  const view = useRoute((route) => route.view);
  const query = useRoute((route) => route.query);
  const shortTime = useShortTime();
  const nameOf = useName();
  const avatarOf = useAvatar();
  const tools = useMemo(
    () => ({
      t,
      nameOf,
      avatarOf,
      shortTime,
      filter: queue.listing.filter,
      pathOfItem: (id: string) => pathOf({ slug, view, query, itemId: id }),
    }),
    [t, nameOf, avatarOf, shortTime, queue, slug, view, query],
  );

  const { first, last, reveal } = useWindow(scroller, { count: ids.length, rowPx });
  const shown = ids.slice(first, last);

  useScrollMemory(queue, scroller);
  useWaiting(scroller);

  useEffect(() => {
    if (!itemId) return;
    if (inbox.desk.get().cursorId !== itemId) {
      inbox.desk.set({ cursorId: itemId, cursorAt: queue.state.get().ids.indexOf(itemId) });
    }
  }, [itemId, inbox, queue]);

  // Only a cursor that moved scrolls; rows that come or go above it do not.
  useLayoutEffect(() => {
    const at = cursorId ? queue.state.get().ids.indexOf(cursorId) : -1;
    if (at < 0) return;
    reveal(at);
    const active = document.activeElement;
    if (active instanceof HTMLElement && active.dataset['item'] && active.dataset['item'] !== cursorId) {
      scroller.current?.querySelector<HTMLElement>(`[data-item="${cursorId}"]`)?.focus({ preventScroll: true });
    }
  }, [cursorId, queue, reveal, scroller]);

  useEffect(() => {
    if (ids.length > 0 && last >= ids.length - AHEAD) void queue.loadMore();
  }, [last, ids.length, isLoadingMore, queue]);

  const onSelect = useCallback(
    (id: string, isRange: boolean) => (isRange ? select.extend(id) : select.toggle(id)),
    [select],
  );
  // Rows below one that closes move up by its height.
  const foldedAbove = (index: number) =>
    folding.size > 0 ? ids.slice(0, index).filter((id) => folding.has(id)).length : 0;
  return (
    <RowToolsContext value={tools}>
      <ul aria-label={label} style={{ height: (ids.length - folding.size) * rowPx }} className="relative">
        {shown.map((id, at) => {
          const index = first + at;
          const isFolding = folding.has(id);
          return (
            <li
              key={id}
              aria-posinset={index + 1}
              aria-setsize={queue.state.get().nextCursor ? -1 : ids.length}
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
    </RowToolsContext>
  );
}
