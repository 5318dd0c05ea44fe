import { isUnstorable } from '#lib/db/is-unstorable.ts';
import { log } from '#lib/log.ts';
import type { IngestBatch, IngestResult } from './types.ts';
import { isObject } from './clean/fields.ts';
import type { RejectedEvent } from './clean/rejection.ts';

type Store = (batch: IngestBatch, rejected: readonly RejectedEvent[]) => Promise<IngestResult>;

/**
 * Stores a failed batch by bisection, until each event that cannot be stored is isolated. These are recorded at the end,
 * together with the cursor, so that the next batch continues after them. One bad event among n costs about 2 log2(n)
 * transactions.
 * @throws any error that is not caused by an event's values
 */
export async function storeInParts({ events, posts = [], cursor, ...batch }: IngestBatch, store: Store) {
  const results: IngestResult[] = [];
  const rejected: RejectedEvent[] = [];
  const storeSome = async (some: IngestBatch['events'], isSecondTry = false): Promise<void> => {
    try {
      results.push(await store({ ...batch, events: some }, []));
    } catch (error) {
      if (!isUnstorable(error)) throw error;
      if (some.length > 1) {
        const middle = Math.ceil(some.length / 2);
        await storeSome(some.slice(0, middle));
        await storeSome(some.slice(middle));
      } else if (!isSecondTry) {
        // Retry once: a concurrent write of the same row has finished by now.
        await storeSome(some, true);
      } else {
        const detail = error instanceof Error ? lastLine(error.message) : String(error);
        log.warn({ channelId: batch.channelId, detail }, 'an event could not be stored');
        for (const event of some) rejected.push({ event, reason: 'not_storable', detail });
      }
    }
  };
  await storeSome(inOrder([...posts.map((post) => ({ type: 'post' as const, post })), ...events]));
  results.push(await store({ ...batch, events: [], ...(cursor === undefined ? {} : { cursor }) }, rejected));
  return results.reduce(sum);
}

/** Posts come before their messages, and messages before the events about them. */
function inOrder(events: IngestBatch['events']): IngestBatch['events'] {
  return events.toSorted((a, b) => rank(a) - rank(b) || time(a) - time(b));
}

function rank(event: unknown): number {
  const type = isObject(event) ? event['type'] : undefined;
  return type === 'post' ? 0 : type === 'message' ? 1 : 2;
}

function time(event: unknown): number {
  const at = isObject(event) && event['createdAt'] instanceof Date ? event['createdAt'].getTime() : 0;
  return Number.isNaN(at) ? 0 : at;
}

function sum(a: IngestResult, b: IngestResult): IngestResult {
  return {
    newMessages: a.newMessages + b.newMessages,
    newItems: a.newItems + b.newItems,
    changedItems: a.changedItems + b.changedItems,
    rejected: a.rejected + b.rejected,
    arrived: [...a.arrived, ...b.arrived],
    read: [...a.read, ...b.read],
  };
}

/** The database's message is the last line, after the statement. */
function lastLine(message: string): string {
  return message.trim().split('\n').at(-1) ?? message;
}
