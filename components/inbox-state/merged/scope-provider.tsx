'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, use } from 'react';
import { InboxContext } from '../inbox-provider.tsx';
import { WorkspaceContext } from '../workspace/workspace-context.tsx';
import type { MergedInbox } from './merged-inbox.ts';

export const MergedInboxContext = createContext<MergedInbox | null>(null);

/** The inbox over all workspaces; null in that of one. */
export function useMergedInbox(): MergedInbox | null {
  return use(MergedInboxContext);
}

/**
 * Puts what is inside into the workspace of this slug: its members, tags and saved replies, as its member, in its colour.
 * Queries stay with the workspace that they were made in, so whatever changes the slug must give it as `key` too.
 */
export function ScopeProvider({ slug, children }: { slug: string; children: ReactNode }) {
  const part = useMergedInbox()?.part(slug);
  if (!part) return null;
  return (
    <WorkspaceContext value={part.workspace}>
      <QueryClientProvider client={part.cache}>
        <InboxContext value={part.inbox}>
          <div className="contents" style={{ ['--voice-hue' as string]: part.workspace.hue }}>
            {children}
          </div>
        </InboxContext>
      </QueryClientProvider>
    </WorkspaceContext>
  );
}

/** Puts what is inside into the workspace of an item. In the inbox of one workspace it is there already. */
export function ItemScope({ itemId, children }: { itemId: string; children: ReactNode }) {
  const merged = useMergedInbox();
  if (!merged) return children;
  const slug = merged.slugOf(itemId);
  return slug === undefined ? null : (
    <ScopeProvider key={slug} slug={slug}>
      {children}
    </ScopeProvider>
  );
}
