import { useEffect } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { holdKeys, releaseKeys } from '#components/keys/type-ahead.ts';

/** From the moment a dialog is asked for until it has the focus, what is typed is held for it. */
export function useHoldKeys(): void {
  const { screen } = useInbox();
  useEffect(() => {
    // A dialog that is asked for again while it is open gets no focus anew.
    const asked = () => screen.get().dialog?.kind ?? (screen.get().messageToDelete && 'delete');
    const onCancel = () => screen.set({ dialog: null, messageToDelete: null });
    let before = asked();
    return screen.subscribe(() => {
      const now = asked();
      if (now === before) return;
      before = now;
      if (now) holdKeys({ onCancel });
      else releaseKeys();
    });
  }, [screen]);
}
