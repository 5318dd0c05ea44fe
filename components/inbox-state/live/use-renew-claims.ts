'use client';
import { useEffect } from 'react';
import { useWorkspace } from '../workspace/workspace-context.tsx';

const EVERY_MS = 5 * 60_000;

/** Renews the member's claims for as long as the page is open and visible. */
export function useRenewClaims(): void {
  const { api, can } = useWorkspace();
  const mayWork = can('renewClaims');
  useEffect(() => {
    if (!mayWork) return undefined;
    const renew = () => {
      // A claim lasts for several renewals, so a failed one does not matter.
      if (document.visibilityState === 'visible') api.renewClaims().catch(() => undefined);
    };
    const timer = setInterval(renew, EVERY_MS);
    document.addEventListener('visibilitychange', renew);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', renew);
    };
  }, [api, mayWork]);
}
