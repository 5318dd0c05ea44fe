import { hub } from './hub.ts';
import type { Listening } from './rights-watch.ts';

/**
 * Calls `onEnded` as soon as a change of the listener's rights, heard by this process, has left her none.
 * @returns `recheck` looks again without a change; `stop` ends the watch
 */
export function watchRights(
  who: Listening,
  given: { isStillAllowed: () => Promise<boolean>; onEnded: () => void },
): { recheck: () => void; stop: () => void } {
  return hub().rights.watch({ who, ...given });
}
