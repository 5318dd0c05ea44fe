'use client';
import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import type { Listing } from '#components/api/client.ts';
import { useListing } from '#components/route/use-route.ts';
import type { ItemPage } from '#lib/items/types.ts';
import { useInbox } from '../inbox-provider.tsx';
import { useStateStore } from '../state-store.ts';
import type { ItemList, ListState } from './item-list.ts';

const ListContext = createContext<ItemList | null>(null);

/** @property listing the one that the address names, where it is not one of a workspace */
type Props = {
  first: { listing: Listing; page: ItemPage } | null;
  listing?: Listing;
  children: ReactNode;
};

/** Provides the list that the address names. It starts with the server's page where the server rendered this very list. */
export function ListProvider({ first, listing: given, children }: Props) {
  const inbox = useInbox();
  const named = useListing();
  const listing = given ?? named;
  const list = useMemo(() => {
    const isFirst = first !== null && JSON.stringify(first.listing) === JSON.stringify(listing);
    return inbox.items.list(listing, isFirst ? first.page : null);
  }, [inbox, listing, first]);
  useEffect(() => {
    inbox.show(list);
    if (list.state.get().phase === 'loading') void list.refresh();
    inbox.screen.set({ selected: new Set(), isAllSelected: false, anchorId: null });
  }, [list, inbox]);
  return <ListContext value={list}>{children}</ListContext>;
}

/** The list on the screen. Dialogs stand outside the provider: for them, the list that was shown last. */
export function useItemList(): ItemList {
  const { currentList } = useInbox();
  const list = use(ListContext) ?? currentList;
  if (!list) throw new Error('useItemList needs a ListProvider');
  return list;
}

export function useListState<Part>(select: (state: ListState) => Part): Part {
  return useStateStore(useItemList().state, select);
}
