import { log } from '#lib/log.ts';
import { openQueue, type QueueHandle } from './backend.ts';
import type { Job, QueueName } from './define-job.ts';

/** Long enough for a healthy store, short enough that a dead one holds nobody up: the sweep finds the row later. */
const PATIENCE_MS = 2_000;

const holder = globalThis as typeof globalThis & { parvisQueues?: Map<QueueName, QueueHandle> };

function queueOf(name: QueueName): QueueHandle {
  holder.parvisQueues ??= new Map();
  let queue = holder.parvisQueues.get(name);
  if (!queue) {
    const opened = openQueue(name);
    holder.parvisQueues.set(name, opened);
    queue = opened;
    // The library remembers for ever that a first connection failed: the next to enqueue opens another queue.
    opened.waitUntilReady().catch(async () => {
      if (holder.parvisQueues?.get(name) === opened) holder.parvisQueues.delete(name);
      await opened.close().catch(() => undefined);
    });
  }
  return queue;
}

/**
 * Reminds the workers of a row. Never throws: the row is the truth, and a sweep finds what was not reminded of.
 * @param options.delayMs when the row is due later
 */
export async function enqueue<Payload>(
  { name, queue }: Job<Payload>,
  payload: NoInfer<Payload>,
  { delayMs = 0 }: { delayMs?: number } = {},
): Promise<void> {
  try {
    const added = queueOf(queue).add(name, payload, {
      delay: delayMs,
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: { count: 200 },
    });
    await Promise.race([added, giveUp(added)]);
  } catch (error) {
    log.warn({ job: name, error: error instanceof Error ? error.message : String(error) }, 'job not enqueued');
  }
}

async function giveUp(added: Promise<unknown>): Promise<never> {
  // Settles later, unheard.
  added.catch(() => undefined);
  return await new Promise((_, reject) => {
    setTimeout(() => reject(new Error('the queue does not answer')), PATIENCE_MS).unref();
  });
}

/** Throws when the queue's store does not answer. */
export async function pingQueue(): Promise<void> {
  const counted = queueOf('send').getJobCounts('waiting');
  await Promise.race([counted, giveUp(counted)]);
}

export async function closeQueues(): Promise<void> {
  const queues = [...(holder.parvisQueues?.values() ?? [])];
  holder.parvisQueues = undefined;
  await Promise.all(queues.map(async (queue) => await queue.close()));
}
