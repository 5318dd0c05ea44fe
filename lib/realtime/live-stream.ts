import type { Caller } from '#lib/caller.ts';
import { eventStream } from './streams/event-stream.ts';
import { subscribe } from './subscribe.ts';
import { watchRights } from './watch-rights.ts';

/** How often the listener's rights are rechecked without a signal: a session can expire, and a signal can be lost. */
export const RECHECK_MS = 60_000;

type Options = {
  lastEventId: string | null;
  /** False once the session or the key was revoked or the member removed: the stream ends. */
  isStillAllowed: () => Promise<boolean>;
  signal: AbortSignal;
  /** Called once, however the stream ended. */
  onEnd?: () => void;
};

/** A workspace's live events as `text/event-stream`. The stream ends with the request or with the caller's rights. */
export function liveStream(
  caller: Caller,
  { lastEventId, isStillAllowed, signal, onEnd }: Options,
): ReadableStream<Uint8Array> {
  return eventStream({
    signal,
    lastEventId,
    start: (send, end) => {
      // What has no position is presence or a draft.
      const unsubscribe = subscribe(caller, lastEventId, (message) => send(message, { canWait: message.id === null }));
      const rights = watchRights(caller, { isStillAllowed, onEnded: end });
      const recheck = setInterval(() => rights.recheck(), RECHECK_MS);
      return () => {
        clearInterval(recheck);
        rights.stop();
        unsubscribe();
        onEnd?.();
      };
    },
  });
}
