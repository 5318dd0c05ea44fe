'use client';
import { useSyncExternalStore } from 'react';
import type { ItemRow } from '#lib/items/types.ts';
import { useInbox } from '../inbox-provider.tsx';

/** An item's row; undefined until it was read. */
export function useRow(id: string): ItemRow | undefined {
  const { items } = useInbox();
  return useSyncExternalStore(
    (listener) => items.subscribeRow(id, listener),
    () => items.row(id),
    () => items.firstRow(id),
  );
}

/** Why the last act on an item was taken back, in a sentence. */
export function useRowFailure(id: string): string | undefined {
  const { items } = useInbox();
  const read = () => items.failure(id);
  return useSyncExternalStore((listener) => items.subscribeRow(id, listener), read, read);
}
