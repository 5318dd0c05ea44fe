import type { Caller } from '#lib/caller.ts';
import { hub } from './hub.ts';
import type { LiveListener } from './types.ts';

/**
 * Sends the listener every change of the caller's workspace: first what it missed since `lastEventId` (or `reset`, when
 * that position is too old or unknown), then `ready` with the current position, then each event as it is committed.
 * The listener must return at once and not throw.
 * @returns a function that unsubscribes
 */
export function subscribe(
  { workspaceId, memberId }: Pick<Caller, 'workspaceId' | 'memberId'>,
  lastEventId: string | null,
  listener: LiveListener,
): () => void {
  return hub().subscribe(workspaceId, { listener, memberId }, lastEventId);
}
