'use client';
import { createContext, type ReactNode, use, useState } from 'react';
import { Inbox } from './inbox.ts';
import { useWorkspace } from './workspace/workspace-context.tsx';

const InboxContext = createContext<Inbox | null>(null);

export function InboxProvider({ children }: { children: ReactNode }) {
  const workspace = useWorkspace();
  const [inbox] = useState(() => new Inbox(workspace));
  return <InboxContext value={inbox}>{children}</InboxContext>;
}

export function useInbox(): Inbox {
  const inbox = use(InboxContext);
  if (!inbox) throw new Error('useInbox needs an InboxProvider above it');
  return inbox;
}
