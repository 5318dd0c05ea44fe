'use client';
import { useEffect, useSyncExternalStore } from 'react';
import { useInbox } from '../inbox-provider.tsx';
import { ActivityWatch } from './activity.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { PresenceReport } from './presence-report.ts';
import type { Present } from './presence-store.ts';
import { typing } from './typing.ts';

const REPORT_EVERY_MS = 10_000;
/** A little less than the minute at which a browser wakes a hidden tab. */
const IDLE_REPORT_EVERY_MS = 55_000;
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

/** Reports to the other members that this member looks at an item, writes in it, or has it open without touching it. */
export function useReportPresence(itemId: string | null): void {
  const { api } = useWorkspace();
  useEffect(() => {
    if (!itemId) return undefined;
    let idleSince = 0;
    // The next report corrects one that was lost.
    const presence = new PresenceReport((state) => api.setPresence(itemId, state).catch(() => undefined));
    const report = () => {
      const now = activity.now;
      if (now === 'gone') return presence.leaves();
      if (now === 'active') {
        idleSince = 0;
        return presence.isThere(typing.isTyping(itemId) ? 'writing' : 'looking');
      }
      if (Date.now() - idleSince < IDLE_REPORT_EVERY_MS) return undefined;
      idleSince = Date.now();
      return presence.isThere('idle');
    };
    const activity = new ActivityWatch(report);
    const leaveWithPage = () => presence.leavesWithPage();
    const first = setTimeout(report, FIRST_REPORT_MS);
    const timer = setInterval(report, REPORT_EVERY_MS);
    const stop = typing.onChange(itemId, report);
    document.addEventListener('visibilitychange', report);
    window.addEventListener('pagehide', leaveWithPage);
    // A page that is kept while another is shown comes back without being loaded.
    window.addEventListener('pageshow', report);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      stop();
      activity.stop();
      document.removeEventListener('visibilitychange', report);
      window.removeEventListener('pagehide', leaveWithPage);
      window.removeEventListener('pageshow', report);
      presence.leaves();
    };
  }, [api, itemId]);
}
