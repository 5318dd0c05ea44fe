'use client';
import { useEffect } from 'react';
import type { MergedInbox } from '#components/inbox-state/merged/merged-inbox.ts';

const EVERY_MS = 5 * 60_000;

/** Renews the person's claims in the workspaces that this page has worked with, for as long as it is open and visible. */
export function useRenewMergedClaims(merged: MergedInbox): void {
  useEffect(() => {
    const renew = () => {
      if (document.visibilityState !== 'visible') return;
      for (const { workspace } of merged.opened) {
        // A claim lasts for several renewals, so a failed one does not matter.
        if (workspace.can('renewClaims')) workspace.api.renewClaims().catch(() => undefined);
      }
    };
    const timer = setInterval(renew, EVERY_MS);
    document.addEventListener('visibilitychange', renew);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', renew);
    };
  }, [merged]);
}
