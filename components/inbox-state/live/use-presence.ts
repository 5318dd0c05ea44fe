'use client';
import { useEffect, useSyncExternalStore } from 'react';
import { useInbox } from '../inbox-provider.tsx';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { PresenceReport } from './presence-report.ts';
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
    const presence = new PresenceReport((state) => {
      // The next report corrects one that was lost.
      api.setPresence(itemId, state).catch(() => undefined);
    });
    const report = () => {
      if (document.visibilityState === 'visible') presence.isThere(typing.isTyping(itemId) ? 'writing' : 'looking');
      else presence.leaves();
    };
    const leave = () => presence.leaves();
    const first = setTimeout(report, FIRST_REPORT_MS);
    const timer = setInterval(report, REPORT_EVERY_MS);
    const stop = typing.onChange(itemId, report);
    document.addEventListener('visibilitychange', report);
    window.addEventListener('pagehide', leave);
    // A page that is kept while another is shown comes back without being loaded.
    window.addEventListener('pageshow', report);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      stop();
      document.removeEventListener('visibilitychange', report);
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('pageshow', report);
      leave();
    };
  }, [api, itemId]);
}
