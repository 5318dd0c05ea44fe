import type { InboundEvent, InboundPost } from '../../contract.ts';

/** What was read and will be reported together. */
export type Batch = { events: InboundEvent[]; posts: InboundPost[] };

/**
 * Reads things one after the other and reports them a few at a time. What was read before an error is reported too,
 * so that it need not be read again.
 */
export async function* inBatches<T>(
  things: readonly T[],
  size: number,
  read: (thing: T, batch: Batch) => Promise<void>,
): AsyncGenerator<Batch, void, undefined> {
  for (let from = 0; from < things.length; from += size) {
    const batch: Batch = { events: [], posts: [] };
    let trouble: { error: unknown } | undefined;
    for (const thing of things.slice(from, from + size)) {
      const own: Batch = { events: [], posts: [] };
      try {
        await read(thing, own);
      } catch (error) {
        trouble = { error };
        break;
      }
      batch.events.push(...own.events);
      batch.posts.push(...own.posts);
    }
    if (batch.events.length > 0 || batch.posts.length > 0) yield { ...batch, events: inOrder(batch.events) };
    if (trouble) throw trouble.error;
  }
}

/** Messages by their time, the other events of a message after it. */
export function inOrder(events: readonly InboundEvent[]): InboundEvent[] {
  const messages = events.filter((event) => event.type === 'message');
  const others = events.filter((event) => event.type !== 'message');
  return [...messages.sort((one, other) => +one.createdAt - +other.createdAt), ...others];
}
