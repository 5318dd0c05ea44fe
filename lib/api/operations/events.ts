import { z } from 'zod';
import { openEventStream } from '#lib/realtime/open-event-stream.ts';
import { operation } from '../operation.ts';
import { none } from '../schemas/fields.ts';

export const eventStreamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // Without it, nginx and similar proxies buffer the stream.
  'x-accel-buffering': 'no',
};

export const eventOperations = [
  operation({
    id: 'listen',
    method: 'GET',
    path: 'events',
    summary: 'Server-sent events: which items and channels changed, resumable with `Last-Event-ID`',
    act: openEventStream,
    gives: 'text/event-stream',
    params: none,
    query: z.object({ lastEventId: z.string().max(200).optional() }),
    body: z.unknown(),
    answer: z.unknown(),
    run: async (act, { query }, { request, isStillAllowed }) => {
      const lastEventId = request.headers.get('last-event-id') ?? query.lastEventId ?? null;
      return new Response(await act({ lastEventId, isStillAllowed, signal: request.signal }), {
        headers: eventStreamHeaders,
      });
    },
  }),
];
