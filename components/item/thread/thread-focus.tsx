'use client';
import { type RefObject, useLayoutEffect } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { useRoute } from '#components/route/use-route.ts';

/** Takes the focus into the thread when that was asked for. */
export function ThreadFocus({ itemId, thread }: { itemId: string; thread: RefObject<HTMLElement | null> }) {
  const { screen } = useInbox();
  const request = useStateStore(screen, (state) => state.focusRequest);
  const openId = useRoute((route) => route.itemId);
  useLayoutEffect(() => {
    // The item that was open before stays until the next paint.
    if (request !== 'thread' || openId !== itemId || !thread.current) return;
    thread.current.focus({ preventScroll: true });
    screen.set({ focusRequest: null });
  }, [request, openId, itemId, thread, screen]);
  return null;
}
