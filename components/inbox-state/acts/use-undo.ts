'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import { showToast } from '#components/ui/overlays/toast.ts';
import { useInbox } from '../inbox-provider.tsx';
import type { Undoable } from './undo-stack.ts';

/** Remembers what was done, and takes it back from the toast or with `z`. */
export function useUndo() {
  const inbox = useInbox();
  const problemText = useProblemText();
  const t = useTranslations('acts');
  return useMemo(() => {
    const takeBack = async (undoable: Undoable) => {
      try {
        if ((await undoable.run()) === false) return;
        announce(t('undone', { act: undoable.sentence ?? undoable.label }));
      } catch (error) {
        inbox.screen.set({ notice: problemText(error) });
      }
    };
    return {
      /** Puts an act on `z` before the server has answered: pressed meanwhile, it is taken back after the answer. */
      expect: (undoable: Undoable) => inbox.undo.push(undoable),
      /** Removes an act that the server refused, or that changed nothing. */
      forget: (undoable: Undoable) => inbox.undo.remove(undoable),
      /** Says what was done and offers to undo it. Does nothing if it was expected and has been undone meanwhile. */
      remember: (
        undoable: Undoable,
        { withToast, isExpected = false }: { withToast: boolean; isExpected?: boolean },
      ) => {
        if (!isExpected) inbox.undo.push(undoable);
        if (!inbox.undo.has(undoable)) return;
        announce(undoable.sentence ?? undoable.label);
        if (!withToast) return;
        const run = () => {
          if (inbox.undo.remove(undoable)) void takeBack(undoable);
        };
        showToast({ title: undoable.label, action: { label: t('undo'), keys: 'z', run } });
      },
      undoLast: async () => {
        const last = inbox.undo.pop();
        if (last) await takeBack(last);
      },
    };
  }, [inbox, problemText, t]);
}
