'use client';
import { useEffect, useSyncExternalStore } from 'react';
import { useInbox } from '../inbox-provider.tsx';
import { useWorkspace } from '../workspace-context.tsx';
import { typing } from './typing.ts';
import type { Present } from './presence-store.ts';

const TELL_EVERY_MS = 10_000;
const nobody: readonly Present[] = [];

export function usePresent(itemId: string): readonly Present[] {
  const { presence } = useInbox();
  return useSyncExternalStore(
    (listener) => presence.subscribe(itemId, listener),
    () => presence.get(itemId),
    () => nobody,
  );
}

/** Tells the others that the member looks at this item or writes in it, for as long as the tab is seen. */
export function useTellPresence(itemId: string | null): void {
  const { api } = useWorkspace();
  useEffect(() => {
    if (!itemId) return undefined;
    const tell = (state: 'looking' | 'writing' | 'gone') => {
      // Presence is a courtesy: a lost sign is made good by the next.
      api.setPresence(itemId, state).catch(() => undefined);
    };
    const now = () => {
      if (document.visibilityState === 'visible') tell(typing.isTyping(itemId) ? 'writing' : 'looking');
    };
    // Walking through the list with `j` announces nothing.
    const first = setTimeout(now, 600);
    const timer = setInterval(now, TELL_EVERY_MS);
    const stop = typing.onChange(itemId, now);
    const onVisibility = () => (document.visibilityState === 'visible' ? now() : tell('gone'));
    document.addEventListener('visibilitychange', onVisibility);
    let wasTold = false;
    const told = setTimeout(() => {
      wasTold = true;
    }, 600);
    return () => {
      clearTimeout(first);
      clearTimeout(told);
      clearInterval(timer);
      stop();
      document.removeEventListener('visibilitychange', onVisibility);
      if (wasTold) tell('gone');
    };
  }, [api, itemId]);
}
