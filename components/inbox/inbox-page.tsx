'use client';
import { useQueryClient } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { memo, useEffect, useState } from 'react';
import type { Listing } from '#components/api/client.ts';
import { QueueProvider } from '#components/inbox-state/items/list-provider.tsx';
import { adoptRoute, parseRoute, type Route } from '#components/route/route-store.ts';
import { InitialRoute } from '#components/route/use-route.ts';
import type { ItemDetail, ItemPage } from '#lib/items/types.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { Panes } from './panes.tsx';

/** What the server has read already for the first paint. */
export type FirstPaint = { list: { listing: Listing; page: ItemPage }; detail: ItemDetail | null };

/** The inbox. The address at its birth is Next's; from then on it is ours and changes without asking the server. */
export function InboxPage({ first }: { first: FirstPaint }) {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const [route] = useState(() => parseRoute(pathname, query));
  return route ? <SteadyInbox first={first} initial={route} /> : null;
}

// The address changes with every step through the list; what stands below has its own way to know.
const SteadyInbox = memo(
  function SteadyInbox({ first, initial }: { first: FirstPaint; initial: Route }) {
    const cache = useQueryClient();
    const inbox = useInbox();
    useState(() => {
      // Before the first render below: what the server read is in the caches when they are asked.
      const { detail } = first;
      if (detail && !cache.getQueryData(['item', detail.item.id])) {
        cache.setQueryData(['item', detail.item.id], detail);
        inbox.rows.put([detail.item]);
      }
    });
    useEffect(() => {
      adoptRoute(initial);
      return () => adoptRoute(null);
    }, [initial]);
    return (
      <InitialRoute value={initial}>
        <QueueProvider first={first.list}>
          <Panes />
        </QueueProvider>
      </InitialRoute>
    );
  },
  () => true,
);
