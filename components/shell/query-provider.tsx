'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Counts } from '#lib/inbox/types.ts';
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

/** @param counts what the server read already, for a first paint with its numbers */
export function QueryProvider({ counts, children }: { counts: Counts; children: ReactNode }) {
  const [client] = useState(() => {
    const made = make();
    made.setQueryData(['counts'], counts);
    return made;
  });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
