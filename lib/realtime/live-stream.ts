import type { Caller } from '#lib/caller.ts';
import { subscribe } from './subscribe.ts';
import type { LiveMessage } from './types.ts';
import { watchRights } from './watch-rights.ts';

/** How soon a browser that lost the stream asks for it again, in milliseconds. */
const RETRY_MS = 2_000;
/** A sign of life, so that neither side nor a proxy between takes silence for an end. */
const HEARTBEAT_MS = 15_000;
/** How often the listener's right is rechecked where no signal came: it can run out, and a signal can be lost. */
const RECHECK_MS = 60_000;
/** What a reader that has fallen behind may have waiting; beyond it, it reads everything again instead. */
const MOST_WAITING = 500;

const encoder = new TextEncoder();

type Ways = {
  lastEventId: string | null;
  /** False once the session was revoked, the key withdrawn or the member removed: the stream ends. */
  isStillAllowed: () => Promise<boolean>;
  signal: AbortSignal;
  /** Called once, however the stream ended. */
  onEnd?: () => void;
};

/** A workspace's live events as `text/event-stream`. It ends with the request, or with the right to it. */
export function liveStream(
  caller: Caller,
  { lastEventId, isStillAllowed, signal, onEnd }: Ways,
): ReadableStream<Uint8Array> {
  let end: () => void = () => undefined;
  let flush: () => void = () => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let waiting: LiveMessage[] = [];
        let place: string | null = lastEventId;
        let isEnded = false;

        flush = () => {
          if (isEnded || waiting.length === 0 || (controller.desiredSize ?? 0) <= 0) return;
          const text = waiting.map(asText).join('');
          waiting = [];
          controller.enqueue(encoder.encode(text));
        };
        const unsubscribe = subscribe(caller, lastEventId, (message) => {
          place = message.id ?? place;
          if (waiting.length >= MOST_WAITING) waiting = [{ id: place, event: { kind: 'reset' } }];
          else waiting.push(message);
          flush();
        });
        const heartbeat = setInterval(() => {
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(':\n\n'));
        }, HEARTBEAT_MS);
        const rights = watchRights(caller, { isStillAllowed, onEnded: () => end() });
        const recheck = setInterval(() => rights.recheck(), RECHECK_MS);

        end = () => {
          if (isEnded) return;
          isEnded = true;
          clearInterval(heartbeat);
          clearInterval(recheck);
          rights.stop();
          unsubscribe();
          onEnd?.();
          signal.removeEventListener('abort', end);
          try {
            controller.close();
          } catch {
            // The reader has closed it from its side.
          }
        };
        signal.addEventListener('abort', end);
        if (signal.aborted) return end();
        controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
      },
      pull: () => flush(),
      cancel: () => end(),
    },
    { highWaterMark: 8 },
  );
}

function asText({ id, event }: LiveMessage): string {
  const place = id === null ? '' : `id: ${id}\n`;
  return `${place}event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
}
