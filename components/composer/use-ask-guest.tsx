'use client';
import { type ReactNode, useState } from 'react';
import { GuestLinkDialog } from '#components/guests/guest-link-dialog.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';

/**
 * From a note: asks somebody without a seat. The dialog stays when the buttons of the composer go, which they do without focus.
 * @returns `ask` null: the member may not
 */
export function useAskGuest(itemId: string): { ask: (() => void) | null; dialog: ReactNode } {
  const { can } = useWorkspace();
  const [isAsking, setAsking] = useState(false);
  return {
    ask: can('makeGuestLink') ? () => setAsking(true) : null,
    dialog: <GuestLinkDialog itemId={itemId} actionId={null} isOpen={isAsking} onClose={() => setAsking(false)} />,
  };
}
