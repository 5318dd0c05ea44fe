'use client';
import { createContext, type ReactNode, use } from 'react';
import { type Acts, useItemActs } from './use-item-acts.ts';

const ActsContext = createContext<Acts | null>(null);

export function ActsProvider({ children }: { children: ReactNode }) {
  return <ActsContext value={useItemActs()}>{children}</ActsContext>;
}

export function useActs(): Acts {
  const acts = use(ActsContext);
  if (!acts) throw new Error('useActs needs an ActsProvider above it');
  return acts;
}
