'use client';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { announce } from '#components/ui/announcer/announce.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useAskBeforeResolving } from '#components/inbox-state/acts/use-ask-before-resolving.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import { navigate, readRoute } from '#components/route/route-store.ts';
import { useItemList } from '#components/inbox-state/items/list-provider.tsx';
import { targetsOf } from './targets.ts';
import { useOneWorkspace } from './use-one-workspace.ts';
import { usePeopleCommands } from './use-people-commands.ts';
import { useSelection } from './use-selection.ts';
import { useWriteCommands } from './use-write-commands.ts';
import { useListCursor } from '#components/inbox-state/use-list-cursor.ts';

type Props = {
  onSearch: () => void;
  /** Drops the searched words; null while nothing is searched. */
  onSearchEnd: (() => void) | null;
  scroller: RefObject<HTMLElement | null>;
};

/** The commands of the list: move, select, and act on the selection or on the cursor's row. */
export function QueueCommands({ onSearch, onSearchEnd, scroller }: Props) {
  const t = useTranslations('queue');
  const { screen, items, scopeOf, spansWorkspaces } = useInbox();
  const acts = useActs();
  const list = useItemList();
  const cursor = useListCursor();
  const select = useSelection();
  const asksBefore = useAskBeforeResolving();

  const areOfOne = useOneWorkspace();
  const targets = () => targetsOf(screen);
  /** Runs an act on the targets, or on all that match, and clears the selection. */
  const work = (name: 'claim' | 'release' | 'resolve' | 'ignore' | 'reopen', { advance }: { advance: boolean }) => {
    const { isAllSelected } = screen.get();
    const ids = targets();
    if (name === 'resolve' && asksBefore(ids, { stays: !advance })) return;
    if (advance) cursor.advancePast(ids);
    select.none();
    if (isAllSelected) void acts.onAllMatching(name, {}, list);
    else void acts[name](ids);
  };
  const clearSelection = () => {
    if (screen.get().selected.size > 0) announce(t('selectionCleared'));
    select.none();
    screen.set({ focusRequest: 'row' });
  };
  const openDialog = (kind: 'snooze' | 'tag' | 'case') => {
    const itemIds = targets();
    if (kind !== 'snooze' && !areOfOne(itemIds)) return;
    if (itemIds.length > 0) screen.set({ dialog: { kind, itemIds } });
  };
  // Before the others: keys that waited for the list are run when its first command is there.
  usePeopleCommands();
  useWriteCommands();
  useCommands({
    next: () => cursor.move(1),
    previous: () => cursor.move(-1),
    open: () => {
      const { cursorId } = screen.get();
      if (cursorId) cursor.open(cursorId, { movesFocus: true });
    },
    back: () => {
      if (screen.get().selected.size > 0) clearSelection();
      else if (readRoute()?.itemId) {
        navigate({ itemId: null });
        screen.set({ focusRequest: 'row' });
      } else if (onSearchEnd) onSearchEnd();
      else screen.set({ focusRequest: 'row' });
    },
    claim: () => {
      const isMine = targets().every((id) => items.row(id)?.owner?.id === scopeOf(id).workspace.me.memberId);
      work(isMine && !screen.get().isAllSelected ? 'release' : 'claim', { advance: false });
    },
    resolve: () => work('resolve', { advance: true }),
    resolveStay: () => work('resolve', { advance: false }),
    reopen: () => work('reopen', { advance: false }),
    ignore: () => work('ignore', { advance: true }),
    snooze: () => openDialog('snooze'),
    tag: () => openDialog('tag'),
    case: () => openDialog('case'),
    priority: () => {
      const ids = targets();
      const isRaised = ids.every((id) => (items.row(id)?.priority ?? 0) > 0);
      void acts.prioritize(ids, isRaised ? 0 : 1);
    },
    undo: () => void acts.undoLast(),
    select: () => {
      const { cursorId } = screen.get();
      if (cursorId) select.toggle(cursorId);
    },
    selectRange: () => {
      const { cursorId } = screen.get();
      if (cursorId) select.extend(cursorId);
    },
    selectShown: select.shown,
    selectNone: clearSelection,
    letIn: () => {
      scroller.current?.scrollTo({ top: 0 });
      void list.refresh();
    },
    search: onSearch,
    // These are about the tags, views and numbers of one workspace.
    ...(spansWorkspaces
      ? {}
      : {
          selectMatching: select.matching,
          filter: () => screen.set({ dialog: { kind: 'filter', itemIds: [] } }),
          saveView: () => screen.set({ dialog: { kind: 'save-view', itemIds: [] } }),
        }),
  });
  return null;
}
