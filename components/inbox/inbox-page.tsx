'use client';
import { useQueryClient } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { memo, useEffect, useState } from 'react';
import type { Listing } from '#components/api/client.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { ListProvider } from '#components/inbox-state/items/list-provider.tsx';
import { storeFirstItem } from '#components/inbox-state/items/use-item.ts';
import { parseRoute, type Route, setRoute } from '#components/route/route-store.ts';
import { InitialRoute } from '#components/route/use-route.ts';
import type { ItemDetail, ItemPage } from '#lib/items/types.ts';
import { QueuePane } from '#components/queue/queue-pane.tsx';
import { Panes } from './panes.tsx';

/** What the server has read for the first paint. */
export type FirstPaint = { list: { listing: Listing; page: ItemPage }; detail: ItemDetail | null };

/** The inbox. Next gives its first address; from then on the route store changes the address without asking the server. */
export function InboxPage({ first }: { first: FirstPaint }) {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const [route] = useState(() => parseRoute(pathname, query));
  return route ? <LoadedInbox first={first} initial={route} /> : null;
}

// The same element each time, so that it does not render again with the panes.
const queue = <QueuePane />;

// Next renders its page again whenever the address changes. Everything below reads the route store instead.
const LoadedInbox = memo(
  function LoadedInbox({ first, initial }: { first: FirstPaint; initial: Route }) {
    const cache = useQueryClient();
    const inbox = useInbox();
    useState(() => {
      // In the first render, before the components below ask for the item.
      if (first.detail) storeFirstItem(cache, inbox, first.detail);
    });
    useEffect(() => {
      setRoute(initial);
      return () => setRoute(null);
    }, [initial]);
    return (
      <InitialRoute value={initial}>
        <ListProvider first={first.list}>
          <Panes queue={queue} />
        </ListProvider>
      </InitialRoute>
    );
  },
  () => true,
);
