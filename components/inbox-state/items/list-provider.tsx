'use client';
import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import { useInbox } from '../inbox-provider.tsx';
import { useStore } from '../state-store.ts';
import { useListing } from '#components/route/use-route.ts';
import type { ItemPage } from '#lib/items/types.ts';
import type { Listing } from '#components/api/client.ts';
import type { QueueList, QueueState } from './item-list.ts';

const QueueContext = createContext<QueueList | null>(null);

type Props = { first: { listing: Listing; page: ItemPage } | null; children: ReactNode };

/** The list that the address asks for. Begins with the server's page where it rendered this very list. */
export function QueueProvider({ first, children }: Props) {
  const inbox = useInbox();
  const listing = useListing();
  const list = useMemo(() => {
    const isFirst = first !== null && JSON.stringify(first.listing) === JSON.stringify(listing);
    return inbox.list(listing, isFirst ? first.page : null);
  }, [inbox, listing, first]);
  useEffect(() => {
    inbox.show(list);
    if (list.state.get().phase === 'loading') void list.refresh();
    inbox.desk.set({ selected: new Set(), isAllSelected: false, anchorId: null });
  }, [list, inbox]);
  return <QueueContext value={list}>{children}</QueueContext>;
}

/** The list on the screen; for the windows above it, the one that was last. */
export function useQueue(): QueueList {
  const { current } = useInbox();
  const list = use(QueueContext) ?? current;
  if (!list) throw new Error('useQueue needs a QueueProvider');
  return list;
}

export function useQueueState<Part>(select: (state: QueueState) => Part): Part {
  return useStore(useQueue().state, select);
}
