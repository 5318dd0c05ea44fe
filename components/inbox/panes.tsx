'use client';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { memo, type ReactNode, useMemo, useState } from 'react';
import { useCommands } from '#components/keys/use-keys.ts';
import { usePrefetchItems } from '#components/inbox-state/items/use-item.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { useListState } from '#components/inbox-state/items/list-provider.tsx';
import { useBrowserHistory, useRoute } from '#components/route/use-route.ts';
import { cx } from '#components/ui/cx.ts';
import { latePart } from '#components/ui/preload/late-part.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { ItemScope } from '#components/inbox-state/merged/scope-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { preloadable, usePreload } from '#components/ui/preload/preloadable.ts';
import { useMediaQuery } from '#components/ui/use-media-query.ts';

// The list does not need the item pane: it is loaded when an item is opened, or with a page that shows one.
const loadItemPane = () => import('#components/item/item-pane.tsx');
const loadContextPane = () => import('#components/context/context-pane.tsx');
const ItemPane = dynamic(async () => (await loadItemPane()).ItemPane, { loading: () => <div className="h-full" /> });
const ContextPane = dynamic(async () => (await loadContextPane()).ContextPane, { ssr: false });
const ContextSheet = preloadable(async () => (await import('#components/context/context-sheet.tsx')).ContextSheet);

// Nobody resizes a pane in the first second.
const ResizeHandle = latePart(async () => (await import('./resize-handle.tsx')).ResizeHandle);

const ItemMemo = memo(ItemPane);

const preloaded = [
  ...[loadItemPane, loadContextPane].map((load) => ({ preload: async () => void (await load()) })),
  ContextSheet,
];

/** @property nothingOpen what stands beside the list while no item is open; null: the item pane's own */
type Props = { queue: ReactNode; nothingOpen?: ReactNode };

/** Queue, item and context side by side, or one at a time on a phone. */
export function Panes({ queue, nothingOpen = null }: Props) {
  const t = useTranslations('queue');
  const isItemOpen = useRoute((route) => (route.itemId ? 'open' : null)) !== null;
  const { prefs, setPrefs } = usePrefs();
  const isWide = useMediaQuery('(min-width: 68.75rem)');
  const [isSheetOpen, setSheetOpen] = useState(false);
  useBrowserHistory();
  usePreload(preloaded);
  useCommands({
    toggleContext: () => (isWide ? setPrefs({ isContextOpen: !prefs.isContextOpen }) : setSheetOpen(!isSheetOpen)),
  });
  return (
    <div className="flex h-full min-w-0">
      <div
        style={{ ['--queue-width' as string]: `${prefs.queueWidth}px` }}
        className={cx(
          // On a narrower window the item gets more than half of what is left.
          'relative h-full w-[min(var(--queue-width),max(17.5rem,42%))] shrink-0 border-r border-line max-phone:w-full max-phone:border-0',
          isItemOpen && 'max-phone:hidden',
        )}
      >
        {queue}
        <ResizeHandle
          label={t('resize')}
          width={prefs.queueWidth}
          min={320}
          max={560}
          onChange={(queueWidth) => setPrefs({ queueWidth })}
        />
      </div>
      <div className={cx('h-full min-w-0 flex-1', !isItemOpen && 'max-phone:hidden')}>
        {nothingOpen && !isItemOpen ? (
          nothingOpen
        ) : (
          <OpenItemScope>
            <ItemMemo />
          </OpenItemScope>
        )}
        <PrefetchNeighbours />
      </div>
      {isWide && prefs.isContextOpen && isItemOpen ? (
        <div className="h-full w-80 shrink-0 border-l border-line">
          <OpenItemScope>
            <ContextPane />
          </OpenItemScope>
        </div>
      ) : null}
      {!isWide && isSheetOpen && isItemOpen ? (
        <OpenItemScope>
          <ContextSheet onClose={() => setSheetOpen(false)} onLoadFailure={() => setSheetOpen(false)} />
        </OpenItemScope>
      ) : null}
    </div>
  );
}

/** The workspace of the open item. In the inbox of one workspace, that one. */
function OpenItemScope({ children }: { children: ReactNode }) {
  const itemId = useRoute((route) => route.itemId);
  return <ItemScope itemId={itemId ?? ''}>{children}</ItemScope>;
}

/** Loads the cursor's item, the two below it and the one above it before they are opened. */
function PrefetchNeighbours() {
  const { screen } = useInbox();
  const cursorId = useStateStore(screen, (state) => state.cursorId);
  const ids = useListState((state) => state.ids);
  const near = useMemo(() => {
    const at = cursorId ? ids.indexOf(cursorId) : -1;
    return at < 0 ? [] : [ids[at], ids[at + 1], ids[at + 2], ids[at - 1]].filter((id) => id !== undefined);
  }, [cursorId, ids]);
  usePrefetchItems(near);
  return null;
}
