'use client';
import { useCallback, useEffect, useState } from 'react';
import type { ComposerMode } from '#components/inbox/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { type Draft, emptyDraft, listenToDraft, readDraft, writeDraft } from './drafts.ts';

export function useDraft(itemId: string, mode: ComposerMode): [Draft, (change: Partial<Draft>) => void] {
  const { slug } = useWorkspace();
  const [draft, setDraft] = useState(emptyDraft);
  useEffect(() => {
    // The server knows no drafts: what is kept here comes in after the first paint.
    setDraft(readDraft(slug, itemId, mode));
    return listenToDraft(slug, itemId, mode, setDraft);
  }, [slug, itemId, mode]);
  const change = useCallback((part: Partial<Draft>) => writeDraft(slug, itemId, mode, part), [slug, itemId, mode]);
  return [draft, change];
}
