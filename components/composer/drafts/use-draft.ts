'use client';
import { useCallback, useSyncExternalStore } from 'react';
import type { ComposerMode } from '#components/inbox-state/screen-state.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { type Draft, emptyDraft, listenToDraft, readDraft, writeDraft } from './drafts.ts';

/** The draft for an item, and a function that changes it. Drafts are not sent to the server. */
export function useDraft(itemId: string, mode: ComposerMode): [Draft, (change: Partial<Draft>) => void] {
  const { slug } = useWorkspace();
  const draft = useSyncExternalStore(
    useCallback((listener: () => void) => listenToDraft(slug, itemId, mode, listener), [slug, itemId, mode]),
    () => readDraft(slug, itemId, mode),
    () => emptyDraft,
  );
  const change = useCallback((part: Partial<Draft>) => writeDraft(slug, itemId, mode, part), [slug, itemId, mode]);
  return [draft, change];
}
