import { hub } from './hub.ts';
import type { Listening } from './rights-watch.ts';

/**
 * Calls `onEnded` as soon as this process learns that the listener's rights have ended.
 * @returns `recheck` checks without waiting for a change; `stop` ends the watch
 */
export function watchRights(
  who: Listening,
  given: { isStillAllowed: () => Promise<boolean>; onEnded: () => void },
): { recheck: () => void; stop: () => void } {
  return hub().rights.watch({ who, ...given });
}
