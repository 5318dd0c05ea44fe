'use client';
import type { ReactNode } from 'react';
import { useMaybeRoute } from '#components/route/use-route.ts';
import { useInbox } from '../inbox-provider.tsx';
import { useStateStore } from '../state-store.ts';
import { ScopeProvider, useMergedInbox } from './scope-provider.tsx';

/**
 * Puts what is inside into the workspace of what keys act on: the open item, else the cursor's row. It is made anew when that
 * changes. In the inbox of one workspace it is there already.
 */
export function ScopeAtHand({ children }: { children: ReactNode }) {
  const merged = useMergedInbox();
  const { screen } = useInbox();
  const openId = useMaybeRoute((route) => route.itemId);
  const cursorId = useStateStore(screen, (state) => state.cursorId);
  if (!merged) return children;
  const slug = merged.slugOf(openId ?? cursorId ?? '') ?? merged.anySlug;
  return slug === undefined ? null : (
    <ScopeProvider key={slug} slug={slug}>
      {children}
    </ScopeProvider>
  );
}

/** Puts the open dialog into the workspace of the items that it is about. */
export function DialogScope({ children }: { children: ReactNode }) {
  const merged = useMergedInbox();
  const { screen } = useInbox();
  const itemId = useStateStore(screen, ({ dialog }) => dialog?.itemIds[0] ?? null);
  if (!merged) return children;
  const slug = merged.slugForDialog(itemId);
  return slug === undefined ? null : (
    <ScopeProvider key={slug} slug={slug}>
      {children}
    </ScopeProvider>
  );
}
