import { useEffect } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { holdKeys, releaseKeys } from '#components/keys/type-ahead.ts';

/** From the moment a dialog is asked for until it has the focus, what is typed is held for it. */
export function useHoldKeys(): void {
  const { screen } = useInbox();
  useEffect(() => {
    const asked = () => screen.get().dialog ?? screen.get().messageToDelete;
    let before = asked();
    return screen.subscribe(() => {
      const now = asked();
      if (now === before) return;
      before = now;
      if (now) holdKeys();
      else releaseKeys();
    });
  }, [screen]);
}
