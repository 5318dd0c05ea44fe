'use client';
import type { DragEvent } from 'react';
import { draggedItems } from '#components/inbox-state/acts/dragged-items.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';

/** Lets a row be dragged onto a person of the rail, with the whole selection if the row is in it. The keyboard has `a`. */
export function useDragItems(id: string) {
  const { screen } = useInbox();
  const { can } = useWorkspace();
  if (!can('assignItem')) return { draggable: false };
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      // On a touch screen, dragging a row sideways is the swipe.
      if (window.matchMedia('(pointer: coarse)').matches) {
        event.preventDefault();
        return;
      }
      const { selected } = screen.get();
      event.dataTransfer.effectAllowed = 'move';
      draggedItems.set({ ids: selected.has(id) ? [...selected] : [id] });
    },
    onDragEnd: () => draggedItems.set({ ids: null }),
  };
}
