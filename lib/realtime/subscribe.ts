import type { Caller } from '#lib/caller.ts';
import { hub } from './hub.ts';
import type { LiveListener } from './types.ts';

/**
 * Tells the listener what changes in the caller's workspace: first what it missed since `lastEventId` (or `reset`,
 * when that place is too old or unknown), then `ready` with its place, then everything as it is committed.
 * The listener must return at once and not throw.
 * @returns a function that ends it
 */
export function subscribe(
  { workspaceId, memberId }: Pick<Caller, 'workspaceId' | 'memberId'>,
  lastEventId: string | null,
  listener: LiveListener,
): () => void {
  return hub().subscribe(workspaceId, { listener, memberId }, lastEventId);
}
