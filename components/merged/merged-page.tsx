'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { memo, type ReactNode, useEffect, useState } from 'react';
import type { Listing } from '#components/api/client.ts';
import { Panes } from '#components/inbox/panes.tsx';
import { ListProvider } from '#components/inbox-state/items/list-provider.tsx';
import { storeFirstItem } from '#components/inbox-state/items/use-item.ts';
import { useMergedInbox } from '#components/inbox-state/merged/scope-provider.tsx';
import { useMergedListing } from '#components/inbox-state/merged/use-merged-listing.ts';
import { usePlaces } from '#components/inbox-state/merged/use-places.ts';
import { QueuePane } from '#components/queue/queue-pane.tsx';
import { parseRoute, type Route, setRoute } from '#components/route/route-store.ts';
import { InitialRoute } from '#components/route/use-route.ts';
import type { MergedPage } from '#lib/items/merged/types.ts';
import type { ItemDetail } from '#lib/items/types.ts';
import { MergedEmpty, MergedNothingOpen } from './merged-empty.tsx';
import { MergedHead } from './merged-head.tsx';

/** What the server has read for the first paint. */
export type MergedFirst = {
  /** Null where the address names a filter that is refused: the list says why. */
  list: { listing: Listing; page: MergedPage } | null;
  item: { detail: ItemDetail; workspace: string } | null;
};

/** The inbox over all workspaces. As in that of one, the route store changes the address without asking the server. */
export function MergedInboxPage({ first }: { first: MergedFirst }) {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const [route] = useState(() => parseRoute(pathname, query));
  return route ? <LoadedInbox first={first} initial={route} /> : null;
}

// The same elements each time, so that they do not render again with the panes.
const queue = <QueuePane head={MergedHead} empty={<MergedEmpty />} />;
const nothingOpen = <MergedNothingOpen />;

const LoadedInbox = memo(
  function LoadedInbox({ first, initial }: { first: MergedFirst; initial: Route }) {
    const merged = useMergedInbox();
    const [list] = useState(() => {
      // In the first render, before the components below ask for rows and for the item.
      if (!merged) return first.list;
      const { item } = first;
      if (item) merged.noteItems([item.detail.item.id], item.workspace);
      const part = item && merged.part(item.workspace);
      if (item && part) storeFirstItem(part.cache, part.inbox, item.detail);
      return first.list && { ...first.list, page: merged.note(first.list.page) };
    });
    useEffect(() => {
      setRoute(initial);
      return () => setRoute(null);
    }, [initial]);
    return (
      <InitialRoute value={initial}>
        <NamedList first={list}>
          <Panes queue={queue} nothingOpen={nothingOpen} />
        </NamedList>
      </InitialRoute>
    );
  },
  () => true,
);

function NamedList({ first, children }: { first: MergedFirst['list']; children: ReactNode }) {
  const listing = useMergedListing(usePlaces() ?? []);
  return (
    <ListProvider first={first} listing={listing}>
      {children}
    </ListProvider>
  );
}
