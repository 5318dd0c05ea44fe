'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Problem } from '#components/api/problem.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { sinceLeftNumbersKey } from '#components/inbox-state/workspace/use-since-left.ts';
import type { Counts } from '#lib/items/counters/types.ts';
import type { SinceLeft } from '#lib/items/departures/types.ts';

/** What the server has read for the first paint. The browser starts with the same data, and reads what is undefined. */
export type FirstReads = { counts: Counts; channels: ChannelView[]; sinceLeft: SinceLeft | undefined };

const RETRIES = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Live updates mark what is stale, so a window that gets the focus reads nothing.
        refetchOnWindowFocus: false,
        staleTime: 30_000,
        retry: (failures, error) => failures < RETRIES && error instanceof Problem && error.code === 'unreachable',
      },
    },
  });
}

export function QueryProvider({ first, children }: { first: FirstReads; children: ReactNode }) {
  const [client] = useState(() => {
    const created = createQueryClient();
    created.setQueryData(['counts'], first.counts);
    created.setQueryData(['channels'], { channels: first.channels });
    if (first.sinceLeft) created.setQueryData(sinceLeftNumbersKey, first.sinceLeft);
    return created;
  });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
