'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import { showToast } from '#components/ui/overlays/toast.ts';
import { useInbox } from '../inbox-provider.tsx';
import { saidOf, type Undoable } from './undo-stack.ts';

/** Remembers what was done, and takes it back from the toast or with `z`. */
export function useUndo() {
  const inbox = useInbox();
  const problemText = useProblemText();
  const t = useTranslations('acts');
  return useMemo(() => {
    const takeBack = async (undoable: Undoable) => {
      try {
        await undoable.run();
        announce(t('undone', { act: undoable.sentence ?? undoable.label }));
      } catch (error) {
        inbox.screen.set({ notice: problemText(error) });
      }
    };
    return {
      /** Wraps a request whose answer is remembered, so that an undo that comes before the answer waits for it. */
      during: <T>(request: Promise<T>): Promise<T> => inbox.undo.during(request),
      remember: (undoable: Undoable, { withToast }: { withToast: boolean }) => {
        inbox.undo.push(undoable);
        announce(saidOf(undoable));
        if (!withToast) return;
        const run = () => {
          if (inbox.undo.remove(undoable)) void takeBack(undoable);
        };
        showToast({
          title: undoable.label,
          ...(undoable.detail ? { description: undoable.detail } : {}),
          action: { label: t('undo'), keys: 'z', run },
        });
      },
      undoLast: async () => {
        const last = await inbox.undo.takeLast();
        if (last) await takeBack(last);
      },
    };
  }, [inbox, problemText, t]);
}
