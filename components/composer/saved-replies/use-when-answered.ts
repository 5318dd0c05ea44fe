import { useEffect, useRef } from 'react';

/**
 * Runs something once the answer is here, if it is being waited for then.
 * @param run undefined: there is nothing to do
 * @returns sets whether it is waited for
 */
export function useWhenAnswered(isPending: boolean, run: (() => void) | undefined): (isWaited: boolean) => void {
  const isWaited = useRef(false);
  useEffect(() => {
    if (isPending || !isWaited.current) return;
    isWaited.current = false;
    run?.();
  }, [isPending, run]);
  return (next) => {
    isWaited.current = next;
  };
}
