import { parseRoute } from '#components/route/route-store.ts';
import { isCommandAvailable, subscribeCommands } from './command-registry.ts';
import { FRESH_MS, isFresh, takeEarlyKeys } from './early-keys.ts';
import { isTaken } from './key-text.ts';

/**
 * Listens to the keyboard. The frame of the page comes to life before its list does: keys that are pressed until then wait for
 * the list, like those that were pressed before anything listened.
 * @param run gets one key, or all that waited
 * @returns a function that stops it
 */
export function listenFromTheStart(run: (events: readonly KeyboardEvent[]) => void): () => void {
  const begunAt = performance.now();
  const waiting = takeEarlyKeys();
  const isListComing = () =>
    performance.now() - begunAt < FRESH_MS && parseRoute(location.pathname, '') !== null && !isCommandAvailable('next');
  const runWaiting = () => {
    if (!isListComing()) run(waiting.splice(0).filter(isFresh));
  };
  const onKey = (event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isPlain && !isTaken(event.target) && isListComing()) waiting.push(event);
    else run([event]);
  };
  window.addEventListener('keydown', onKey);
  const unsubscribe = subscribeCommands(runWaiting);
  runWaiting();
  return () => {
    window.removeEventListener('keydown', onKey);
    unsubscribe();
  };
}
