'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUndo } from '#components/inbox-state/acts/use-undo.ts';
import { linesOf, sinceLeftKey } from '#components/inbox-state/workspace/use-since-left.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import type { SinceLeft } from '#lib/items/departures/types.ts';
import { linesKey, takeNote } from './take-note.ts';

/** `acknowledge`: null where there is nothing to take note of. `problem`: why it failed, until it is tried again. */
type Acknowledgment = { acknowledge: (() => void) | null; problem: unknown };

/** Takes note of what is shown, by its key too; `z` takes that back. */
export function useAcknowledge(shown: SinceLeft): Acknowledgment {
  const t = useTranslations('sinceLeft');
  const { api, can } = useWorkspace();
  const cache = useQueryClient();
  const undo = useUndo();
  const [problem, setProblem] = useState<unknown>(null);
  const readAgain = async () => {
    await Promise.all([linesKey, sinceLeftKey].map((queryKey) => cache.invalidateQueries({ queryKey })));
  };
  const takeNoteOfIt = async () => {
    setProblem(null);
    try {
      await takeNote(cache, shown, () => undo.during(api.acknowledgeSinceLeft(shown)));
      undo.remember({ label: t('done'), run: () => api.reopenSinceLeft().then(readAgain) }, { withToast: true });
    } catch (error) {
      setProblem(error);
    }
    await readAgain();
  };
  const isOpen = linesOf(shown) > 0 && can('acknowledgeSinceLeft');
  const acknowledge = isOpen ? () => void takeNoteOfIt() : null;
  useCommands({ ...(acknowledge ? { acknowledge } : {}), undo: () => void undo.undoLast() });
  // An answer that was lost may have been a yes: then there is nothing left to try again.
  return { acknowledge, problem: isOpen ? problem : null };
}
