'use client';
import type { RefObject } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import { go, readRoute } from '#components/route/route-store.ts';
import { useQueue } from '#components/inbox-state/items/list-provider.tsx';
import { useRangeSelect } from './use-selection.ts';
import { useWalk } from '#components/inbox-state/use-list-cursor.ts';

type Ways = { onSearch: () => void; scroller: RefObject<HTMLElement | null> };

/** The commands of the list: walking, selecting, and the acts on the selection or on the row under the cursor. */
export function useQueueCommands({ onSearch, scroller }: Ways): void {
  const { desk, rows } = useInbox();
  const { me } = useWorkspace();
  const acts = useActs();
  const queue = useQueue();
  const walk = useWalk();
  const select = useRangeSelect();

  const targets = (): string[] => {
    const { selected, cursorId } = desk.get();
    if (selected.size > 0) return [...selected];
    const one = readRoute()?.itemId ?? cursorId;
    return one ? [one] : [];
  };
  /** Runs an act on the targets, or on all that match, and clears the selection. */
  const work = (name: 'claim' | 'release' | 'resolve' | 'ignore' | 'reopen', { goOn }: { goOn: boolean }) => {
    const { isAllSelected } = desk.get();
    const ids = targets();
    if (goOn) walk.passBy(ids);
    select.none();
    if (isAllSelected) void acts.onAllMatching(name, {}, queue);
    else void acts[name](ids);
  };
  const ask = (kind: 'assign' | 'snooze' | 'tag') => {
    const itemIds = targets();
    if (itemIds.length > 0) desk.set({ ask: { kind, itemIds } });
  };
  useCommands({
    next: () => walk.move(1),
    previous: () => walk.move(-1),
    open: () => {
      const { cursorId } = desk.get();
      if (cursorId) walk.open(cursorId);
    },
    back: () => {
      if (desk.get().selected.size > 0) select.none();
      else if (readRoute()?.itemId) go({ itemId: null });
    },
    claim: () => {
      const isMine = targets().every((id) => rows.get(id)?.owner?.id === me.memberId);
      work(isMine && !desk.get().isAllSelected ? 'release' : 'claim', { goOn: false });
    },
    resolve: () => work('resolve', { goOn: true }),
    resolveStay: () => work('resolve', { goOn: false }),
    reopen: () => work('reopen', { goOn: false }),
    ignore: () => work('ignore', { goOn: true }),
    assign: () => ask('assign'),
    snooze: () => ask('snooze'),
    tag: () => ask('tag'),
    priority: () => {
      const ids = targets();
      const isRaised = ids.every((id) => (rows.get(id)?.priority ?? 0) > 0);
      void acts.prioritize(ids, isRaised ? 0 : 1);
    },
    undo: () => void acts.undoLast(),
    select: () => {
      const { cursorId } = desk.get();
      if (cursorId) select.toggle(cursorId);
    },
    selectRange: () => {
      const { cursorId } = desk.get();
      if (cursorId) select.extend(cursorId);
    },
    selectShown: select.shown,
    selectMatching: select.matching,
    selectNone: select.none,
    search: onSearch,
    saveView: () => desk.set({ ask: { kind: 'save-view', itemIds: [] } }),
    letIn: () => {
      scroller.current?.scrollTo({ top: 0 });
      void queue.refresh();
    },
  });
}
