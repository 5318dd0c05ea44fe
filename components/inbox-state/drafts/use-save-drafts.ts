'use client';
import { useEffect } from 'react';
import { useInbox } from '../inbox-provider.tsx';

/** Saves drafts when the page is hidden or closed and when the connection is back. Mounted once. */
export function useSaveDrafts(): void {
  const { drafts } = useInbox();
  useEffect(() => {
    const save = () => drafts.flush();
    const leave = () => drafts.flush({ isLeaving: true });
    const onVisibility = () => (document.visibilityState === 'hidden' ? leave() : save());
    drafts.recover();
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', leave);
    window.addEventListener('online', save);
    return () => {
      save();
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('online', save);
    };
  }, [drafts]);
}
