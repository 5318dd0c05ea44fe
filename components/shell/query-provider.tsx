'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
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

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(make);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
