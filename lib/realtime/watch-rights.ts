import { hub } from './hub.ts';
import type { Listening } from './rights-watch.ts';

/**
 * Calls `onEnded` as soon as this process learns that the listener's rights have ended.
 * @param who the listener, or all places of a person that one stream serves
 * @returns `recheck` checks without waiting for a change; `stop` ends the watch
 */
export function watchRights(
  who: Listening | readonly Listening[],
  given: { isStillAllowed: () => Promise<boolean>; onEnded: () => void },
): { recheck: () => void; stop: () => void } {
  return hub().rights.watch({ who, ...given });
}
