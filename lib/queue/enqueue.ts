import { log } from '#lib/log.ts';
import { openQueue, type QueueHandle } from './backend.ts';
import type { Job, QueueName } from './define-job.ts';

/** How long to wait for the queue's store, in milliseconds; a sweep later finds the row of a job that was not added. */
const PATIENCE_MS = 2_000;

const holder = globalThis as typeof globalThis & { parvisQueues?: Map<QueueName, QueueHandle> };

function queueOf(name: QueueName): QueueHandle {
  holder.parvisQueues ??= new Map();
  let queue = holder.parvisQueues.get(name);
  if (!queue) {
    const opened = openQueue(name);
    holder.parvisQueues.set(name, opened);
    queue = opened;
    // The library never recovers from a failed first connection, so the next call opens a new queue.
    opened.waitUntilReady().catch(async () => {
      if (holder.parvisQueues?.get(name) === opened) holder.parvisQueues.delete(name);
      await opened.close().catch(() => undefined);
    });
  }
  return queue;
}

/**
 * Adds a job that reminds the workers of a row. Never throws: a sweep finds the rows whose job got lost.
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
  // It settles after nobody waits for it any more: a late failure must not end the process.
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
