import { z } from 'zod';
import { liveStream } from '#lib/realtime/live-stream.ts';
import { takeStream } from '#lib/realtime/stream-leases.ts';
import { operation } from '../operation.ts';
import { none } from '../schemas/fields.ts';

export const eventOperations = [
  operation({
    id: 'listen',
    method: 'GET',
    path: 'events',
    summary: 'Server-sent events: which items and channels changed, resumable with `Last-Event-ID`',
    permission: 'items.read',
    gives: 'text/event-stream',
    params: none,
    query: z.object({ lastEventId: z.string().max(200).optional() }),
    body: z.unknown(),
    answer: z.unknown(),
    run: async (caller, { query }, { request, isStillAllowed }) => {
      const lastEventId = request.headers.get('last-event-id') ?? query.lastEventId ?? null;
      const onEnd = await takeStream(caller);
      return new Response(liveStream(caller, { lastEventId, isStillAllowed, signal: request.signal, onEnd }), {
        headers: {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-cache, no-transform',
          // Without it, nginx and similar proxies buffer the stream.
          'x-accel-buffering': 'no',
        },
      });
    },
  }),
];
