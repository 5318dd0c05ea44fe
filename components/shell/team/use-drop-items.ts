'use client';
import { type DragEvent, useState } from 'react';
import { draggedItems } from '#components/inbox-state/acts/dragged-items.ts';
import type { Assigning } from '#components/inbox-state/acts/people-after.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';

/** Takes dragged items and assigns them. */
export function useDropItems(to: Assigning) {
  const [isOver, setOver] = useState(false);
  const acts = useActs();
  const { screen } = useInbox();
  const { can } = useWorkspace();
  if (!can('assignItem')) return { isOver: false, handlers: {} };
  const onDragOver = (event: DragEvent) => {
    if (!draggedItems.get().ids) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    const { ids } = draggedItems.get();
    setOver(false);
    if (!ids) return;
    event.preventDefault();
    draggedItems.set({ ids: null });
    screen.set({ selected: new Set(), isAllSelected: false, anchorId: null });
    void acts.assign(ids, to);
  };
  return { isOver, handlers: { onDragOver, onDrop, onDragLeave: () => setOver(false) } };
}
