'use client';
import { useEffect } from 'react';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';

const EVERY_MS = 5 * 60_000;

/** Keeps what the member has claimed hers for as long as she has the page open and in sight. */
export function useKeepClaims(): void {
  const { api, can } = useWorkspace();
  const mayWork = can('renewClaims');
  useEffect(() => {
    if (!mayWork) return undefined;
    const renew = () => {
      // A lost sign is made good by the next; a claim lasts several of them.
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
