import type { Caller } from '#lib/caller.ts';
import { subscribe } from './subscribe.ts';
import type { LiveMessage } from './types.ts';
import { watchRights } from './watch-rights.ts';

/** How soon a browser reconnects after the stream broke, in milliseconds. */
const RETRY_MS = 2_000;
/** Sent so that neither side, nor a proxy between them, closes a quiet connection. */
const HEARTBEAT_MS = 15_000;
/** How often the listener's rights are rechecked without a signal: a session can expire, and a signal can be lost. */
const RECHECK_MS = 60_000;
/** The most events buffered for a slow reader; beyond that it is told to reload everything. */
const BUFFER_LIMIT = 500;
/** How long presence and drafts are gathered before they are sent together: each write to each browser has its price. */
const GATHER_MS = 200;

const encoder = new TextEncoder();

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
  let end: () => void = () => undefined;
  let flush: () => void = () => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let waiting: LiveMessage[] = [];
        let latestId: string | null = lastEventId;
        let isEnded = false;
        let gathering: NodeJS.Timeout | undefined;

        flush = () => {
          clearTimeout(gathering);
          gathering = undefined;
          if (isEnded || waiting.length === 0 || (controller.desiredSize ?? 0) <= 0) return;
          const text = waiting.map(asText).join('');
          waiting = [];
          controller.enqueue(encoder.encode(text));
        };
        const unsubscribe = subscribe(caller, lastEventId, (message) => {
          latestId = message.id ?? latestId;
          if (waiting.length >= BUFFER_LIMIT) waiting = [{ id: latestId, event: { kind: 'reset' } }];
          else waiting.push(message);
          if (message.id === null) gathering ??= setTimeout(flush, GATHER_MS);
          else flush();
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
          clearTimeout(gathering);
          rights.stop();
          unsubscribe();
          onEnd?.();
          signal.removeEventListener('abort', end);
          try {
            controller.close();
          } catch {
            // The reader has already closed it.
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

/** Presence and drafts reach every stream as the same message: it is written down once. */
const texts = new WeakMap<LiveMessage, string>();

function asText(message: LiveMessage): string {
  const known = texts.get(message);
  if (known !== undefined) return known;
  const { id, event } = message;
  const idLine = id === null ? '' : `id: ${id}\n`;
  const text = `${idLine}event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
  texts.set(message, text);
  return text;
}
