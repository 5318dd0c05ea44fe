'use client';
import { useEffect, useSyncExternalStore } from 'react';
import { useInbox } from '../inbox-provider.tsx';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import type { Present } from './presence-store.ts';
import { typing } from './typing.ts';

const REPORT_EVERY_MS = 10_000;
/** Stepping through the list with `j` is not reported: an item must be open for this long. */
const FIRST_REPORT_MS = 600;
const nobody: readonly Present[] = [];

/** The other members who look at an item or write in it. */
export function usePresent(itemId: string): readonly Present[] {
  const { presence } = useInbox();
  return useSyncExternalStore(
    (listener) => presence.subscribe(itemId, listener),
    () => presence.get(itemId),
    () => nobody,
  );
}

/** Reports to the other members that this member looks at an item or writes in it, while the tab is visible. */
export function useReportPresence(itemId: string | null): void {
  const { api } = useWorkspace();
  useEffect(() => {
    if (!itemId) return undefined;
    let isReported = false;
    const send = (state: 'looking' | 'writing' | 'gone') => {
      // The next report corrects one that was lost.
      api.setPresence(itemId, state).catch(() => undefined);
    };
    const report = () => {
      if (document.visibilityState === 'visible') send(typing.isTyping(itemId) ? 'writing' : 'looking');
    };
    const first = setTimeout(() => {
      isReported = true;
      report();
    }, FIRST_REPORT_MS);
    const timer = setInterval(report, REPORT_EVERY_MS);
    const stop = typing.onChange(itemId, report);
    const onVisibility = () => (document.visibilityState === 'visible' ? report() : send('gone'));
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      stop();
      document.removeEventListener('visibilitychange', onVisibility);
      if (isReported) send('gone');
    };
  }, [api, itemId]);
}
