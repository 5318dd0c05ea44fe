'use client';
import { useCallback, useState } from 'react';
import { useLoadEarlier } from '#components/inbox-state/items/use-item.ts';

/** Loads the messages before the first one that is shown, and tells why that failed. */
export function useEarlier(itemId: string): { error: unknown; load: () => Promise<void> } {
  const loadEarlier = useLoadEarlier(itemId);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(async () => {
    setError(null);
    try {
      await loadEarlier();
    } catch (thrown) {
      setError(thrown);
    }
  }, [loadEarlier]);
  return { error, load };
}
