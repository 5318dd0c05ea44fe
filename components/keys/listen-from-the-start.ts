import { parseRoute } from '#components/route/route-store.ts';
import { isCommandAvailable, subscribeCommands } from './command-registry.ts';
import { FRESH_MS, isFresh, takeEarlyKeys } from './early-keys.ts';
import { isTaken } from './key-text.ts';

/** How long an item that the server has drawn may take to come to life on a slow machine, in milliseconds. */
const SLOWEST_MS = 30_000;

/**
 * Listens to the keyboard. The frame of the page comes to life before its list and its item do: keys that are pressed until
 * then wait for them, like those that were pressed before anything listened.
 * @param run gets one key, or all that waited
 * @returns a function that stops it
 */
export function listenFromTheStart(run: (events: readonly KeyboardEvent[]) => void): () => void {
  const begunAt = performance.now();
  const waiting = takeEarlyKeys();
  const isWithin = (ms: number) => performance.now() - begunAt < ms;
  const isPaneComing = () => (isWithin(FRESH_MS) && isListComing()) || (isWithin(SLOWEST_MS) && isItemComing());
  const runWaiting = () => {
    if (!isPaneComing()) run(waiting.splice(0).filter(isFresh));
  };
  const onKey = (event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isPlain && !isTaken(event.target) && isPaneComing()) waiting.push(event);
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

const isListComing = () => parseRoute(location.pathname, '') !== null && !isCommandAvailable('next');

/** Whether the server has drawn an item that does not take commands yet. */
const isItemComing = () => document.querySelector('[data-message]') !== null && !isCommandAvailable('hide');
