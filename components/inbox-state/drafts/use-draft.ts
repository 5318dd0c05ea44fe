'use client';
import { useCallback, useSyncExternalStore } from 'react';
import { useInbox } from '../inbox-provider.tsx';
import type { ComposerMode } from '../screen-state.ts';
import { type Draft, type DraftRecord, emptyRecord } from './draft-record.ts';

/** The member's draft in an item, and a function that changes it. */
export function useDraft(itemId: string, mode: ComposerMode): [DraftRecord, (change: Partial<Draft>) => void] {
  const { drafts } = useInbox();
  const record = useSyncExternalStore(
    useCallback((listener: () => void) => drafts.subscribe(itemId, mode, listener), [drafts, itemId, mode]),
    () => drafts.get(itemId, mode),
    () => emptyRecord,
  );
  const change = useCallback((part: Partial<Draft>) => drafts.write(itemId, mode, part), [drafts, itemId, mode]);
  return [record, change];
}
