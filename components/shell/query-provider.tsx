'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ChannelView } from '#lib/channels/types.ts';
import type { Counts } from '#lib/items/types.ts';

/** What the server has read already, so that the first paint is whole and the browser agrees with it. */
export type FirstReads = { counts: Counts; channels: ChannelView[] };
import { Problem } from '#components/api/problem.ts';

const RETRIES = 2;

function make(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The live stream says what is old; a window that gets the focus asks for nothing.
        refetchOnWindowFocus: false,
        staleTime: 30_000,
        retry: (failures, error) => failures < RETRIES && error instanceof Problem && error.code === 'unreachable',
      },
    },
  });
}

export function QueryProvider({ first, children }: { first: FirstReads; children: ReactNode }) {
  const [client] = useState(() => {
    const made = make();
    made.setQueryData(['counts'], first.counts);
    made.setQueryData(['channels'], { channels: first.channels });
    return made;
  });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
