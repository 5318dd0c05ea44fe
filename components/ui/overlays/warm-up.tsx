'use client';
import type { Dialog } from '@base-ui/react/dialog';
import { Component, createContext, type ReactNode, startTransition, useContext, useEffect, useState } from 'react';
import { runWhenIdle } from '../preload/when-idle.ts';

/** Where a dialog is rendered for its warm-up; null for a dialog that a member has opened. */
const WarmUpPlace = createContext<HTMLElement | null>(null);

/** Escape is meant for what the member sees. */
function leaveToPage(_isOpen: boolean, details: Dialog.Root.ChangeEventDetails): void {
  details.cancel();
  details.allowPropagation();
}

/** What a dialog takes on: nothing, or, in its warm-up, whatever keeps it from touching the page. */
export function useWarmUp() {
  const place = useContext(WarmUpPlace);
  return place
    ? {
        isWarmUp: true,
        root: { modal: false, disablePointerDismissal: true, onOpenChange: leaveToPage },
        portal: { container: place },
        popup: { initialFocus: false, finalFocus: false },
      }
    : { isWarmUp: false, root: {}, portal: {}, popup: {} };
}

/**
 * Renders each dialog once, unseen, while the page is idle. A browser compiles code when it first runs: without this, the
 * first opening of a dialog takes three times as long as the second.
 * @param dialogs constant; each is rendered when the one before has gone
 */
export function WarmUp({ dialogs }: { dialogs: readonly ReactNode[] }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const [next, setNext] = useState(-1);
  useEffect(
    () => (next < dialogs.length ? runWhenIdle([() => startTransition(() => setNext(next + 1))]) : undefined),
    [next, dialogs.length],
  );
  if (next >= dialogs.length) return null;
  return (
    <div ref={setPlace} hidden inert>
      {place && next >= 0 ? (
        <WarmUpPlace value={place}>
          <Unharmed key={next}>{dialogs[next]}</Unharmed>
        </WarmUpPlace>
      ) : null}
    </div>
  );
}

/** A dialog that fails in its warm-up must not take the page with it. React logs the error. */
class Unharmed extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}
