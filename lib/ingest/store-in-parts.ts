import { isUnstorable } from '#lib/db/is-unstorable.ts';
import { log } from '#lib/log.ts';
import type { IngestBatch, IngestResult } from './types.ts';
import { isObject } from './clean/fields.ts';
import type { RejectedEvent } from './clean/rejection.ts';

type Store = (batch: IngestBatch, rejected: readonly RejectedEvent[]) => Promise<IngestResult>;

/**
 * Stores a batch that failed as a whole: by halves, until each event that cannot be stored stands alone. Those are
 * accounted for together with the cursor, at the end, so that the next batch goes on behind them. A batch with one bad
 * event takes about twice as many transactions as it can be halved.
 * @throws whatever is no fault of an event
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
        // A row that somebody else was just writing is there by now.
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

/** A message finds the post it stands under, and what is said of a message finds it. */
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

/** The database's own words stand last, behind the statement. */
function lastLine(message: string): string {
  return message.trim().split('\n').at(-1) ?? message;
}
