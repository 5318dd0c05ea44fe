'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUndo } from '#components/inbox-state/acts/use-undo.ts';
import { linesOf, sinceLeftKey, sinceLeftNumbersKey } from '#components/inbox-state/workspace/use-since-left.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import type { SinceLeft } from '#lib/items/departures/types.ts';

/** The lines of the page, apart from the numbers, which live events read again. */
export const linesKey = ['since-left-lines'];

const none = { total: 0, lines: [] };

/** Takes note of what is shown, by its key too; `z` takes that back. @returns null where there is nothing to take note of */
export function useAcknowledge(shown: SinceLeft): { acknowledge: (() => void) | null; problem: unknown } {
  const t = useTranslations('sinceLeft');
  const { api, can } = useWorkspace();
  const cache = useQueryClient();
  const undo = useUndo();
  const [problem, setProblem] = useState<unknown>(null);
  const readAgain = async () => {
    await Promise.all([linesKey, sinceLeftKey].map((queryKey) => cache.invalidateQueries({ queryKey })));
  };
  const takeNote = async () => {
    const noted: SinceLeft = { ...shown, isAcknowledged: true, changed: none, due: none, promised: none };
    for (const key of [linesKey, sinceLeftNumbersKey]) cache.setQueryData(key, noted);
    setProblem(null);
    try {
      await undo.during(api.acknowledgeSinceLeft(shown));
      undo.remember({ label: t('done'), run: () => api.reopenSinceLeft().then(readAgain) }, { withToast: true });
    } catch (error) {
      setProblem(error);
    }
    await readAgain();
  };
  const isOpen = linesOf(shown) > 0 && can('acknowledgeSinceLeft');
  const acknowledge = isOpen ? () => void takeNote() : null;
  useCommands({ ...(acknowledge ? { acknowledge } : {}), undo: () => void undo.undoLast() });
  return { acknowledge, problem };
}
