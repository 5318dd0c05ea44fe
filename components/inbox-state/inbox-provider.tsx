'use client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useState } from 'react';
import { type Inbox, openInbox } from './inbox.ts';
import { useWorkspace } from './workspace/workspace-context.tsx';

export const InboxContext = createContext<Inbox | null>(null);

export function InboxProvider({ children }: { children: ReactNode }) {
  const workspace = useWorkspace();
  const cache = useQueryClient();
  const [inbox] = useState(() => openInbox(workspace, cache));
  return <InboxContext value={inbox}>{children}</InboxContext>;
}

export function useInbox(): Inbox {
  const inbox = use(InboxContext);
  if (!inbox) throw new Error('useInbox needs an InboxProvider above it');
  return inbox;
}
