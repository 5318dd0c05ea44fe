'use client';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useItemList } from '#components/inbox-state/items/list-provider.tsx';

type Cursor = { openId: string | null; cursorId: string | null; reveal: (index: number) => void };

/** Puts the cursor on the item that was opened, and scrolls to the cursor's row when the cursor moves. */
export function useRevealCursor({ openId, cursorId, reveal }: Cursor): void {
  const { screen } = useInbox();
  const list = useItemList();

  const shownId = useRef<string | null>(null);
  useEffect(() => {
    const isNew = openId !== shownId.current;
    shownId.current = openId;
    if (isNew && openId && screen.get().cursorId !== openId) {
      screen.set({ cursorId: openId, cursorIndex: list.state.get().ids.indexOf(openId) });
    }
  }, [openId, screen, list]);

  // Rows that arrive or leave above the cursor do not scroll: only a move of the cursor does.
  useLayoutEffect(() => {
    const index = cursorId ? list.state.get().ids.indexOf(cursorId) : -1;
    if (index >= 0) reveal(index);
  }, [cursorId, list, reveal]);
}
