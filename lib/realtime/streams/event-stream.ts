import type { LiveMessage } from '../types.ts';

/** How soon a browser reconnects after the stream broke, in milliseconds. */
const RETRY_MS = 2_000;
/** Sent so that neither side, nor a proxy between them, closes a quiet connection. */
const HEARTBEAT_MS = 15_000;
/** The most events buffered for a slow reader; beyond that it is told to reload everything. */
const BUFFER_LIMIT = 500;
/** How long what can wait is gathered before it is sent together: each write to each browser has its price. */
const GATHER_MS = 200;

const encoder = new TextEncoder();

/** An event as it is written; `workspace` on a stream of several workspaces. */
export type StreamMessage = Omit<LiveMessage, 'event'> & { event: { kind: string } };

type Options = {
  signal: AbortSignal;
  /** The position that the reader has, until a message brings a later one. */
  lastEventId: string | null;
  /** Starts what sends the messages; presence and drafts can wait a moment. @returns a function that stops it, called once, however the stream ended */
  start: (send: (message: StreamMessage, given?: { canWait: boolean }) => void, end: () => void) => () => void;
};

/** Messages as `text/event-stream`. The stream ends with the request, or when `end` is called. */
export function eventStream({ signal, lastEventId, start }: Options): ReadableStream<Uint8Array> {
  let end: () => void = () => undefined;
  let flush: () => void = () => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let waiting: StreamMessage[] = [];
        let latestId: string | null = lastEventId;
        let isEnded = false;
        let stop: (() => void) | null = null;
        let gathering: NodeJS.Timeout | undefined;

        flush = () => {
          clearTimeout(gathering);
          gathering = undefined;
          if (isEnded || waiting.length === 0 || (controller.desiredSize ?? 0) <= 0) return;
          const text = waiting.map(asText).join('');
          waiting = [];
          controller.enqueue(encoder.encode(text));
        };
        const heartbeat = setInterval(() => {
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(':\n\n'));
        }, HEARTBEAT_MS);
        end = () => {
          if (isEnded) return;
          isEnded = true;
          clearInterval(heartbeat);
          clearTimeout(gathering);
          stop?.();
          signal.removeEventListener('abort', end);
          try {
            controller.close();
          } catch {
            // The reader has already closed it.
          }
        };
        const send = (message: StreamMessage, { canWait } = { canWait: false }) => {
          if (isEnded) return;
          latestId = message.id ?? latestId;
          if (waiting.length >= BUFFER_LIMIT) waiting = [{ id: latestId, event: { kind: 'reset' } }];
          else waiting.push(message);
          if (canWait) gathering ??= setTimeout(flush, GATHER_MS);
          else flush();
        };
        stop = start(send, () => end());
        signal.addEventListener('abort', end);
        if (signal.aborted) return end();
        controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
      },
      pull: () => flush(),
      cancel: () => end(),
    },
    // One piece at a time: what comes while it is unread is gathered, and bounded.
    { highWaterMark: 1 },
  );
}

/** Presence and drafts reach every stream of a workspace as the same message: it is written down once. */
const texts = new WeakMap<StreamMessage, string>();

function asText(message: StreamMessage): string {
  const known = texts.get(message);
  if (known !== undefined) return known;
  const { id, event } = message;
  const idLine = id === null ? '' : `id: ${id}\n`;
  const text = `${idLine}event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
  texts.set(message, text);
  return text;
}
