import type { Inbox } from '../inbox.ts';
import { openEventStream, type StreamEvent } from './event-stream.ts';

/** A lost stream is reported as offline only after this long, in milliseconds. */
const OFFLINE_AFTER_MS = 4_000;
const PRESENCE_SWEEP_MS = 5_000;

/**
 * Keeps an event stream open while the page is there, and says in the inbox whether the connection is lost.
 * @returns a function that ends it
 */
export function followStream(
  url: string,
  { screen, presence }: Pick<Inbox, 'screen' | 'presence'>,
  onEvent: (event: StreamEvent) => void,
): () => void {
  const setOnline = (isOnline: boolean) => screen.set({ isOnline });
  let offlineTimer: ReturnType<typeof setTimeout> | undefined;
  const stream = openEventStream(url, {
    onEvent,
    onConnected: (isConnected) => {
      clearTimeout(offlineTimer);
      // A response that was under way when the network went down does not prove that the network is back.
      if (isConnected) setOnline(navigator.onLine);
      // Most lost connections are back within seconds.
      else offlineTimer = setTimeout(setOnline, OFFLINE_AFTER_MS, false);
    },
  });
  const wake = () => {
    if (document.visibilityState === 'visible') stream.wake();
  };
  const onOffline = () => setOnline(false);
  if (!navigator.onLine) onOffline();
  const sweep = setInterval(() => presence.sweep(), PRESENCE_SWEEP_MS);
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', stream.reconnect);
  window.addEventListener('pageshow', wake);
  window.addEventListener('offline', onOffline);
  return () => {
    stream.stop();
    clearTimeout(offlineTimer);
    clearInterval(sweep);
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('online', stream.reconnect);
    window.removeEventListener('pageshow', wake);
    window.removeEventListener('offline', onOffline);
  };
}
