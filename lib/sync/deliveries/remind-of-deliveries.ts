import { enqueue } from '#lib/queue/enqueue.ts';
import type { Receiver } from './types.ts';
import { syncJobs } from '../jobs.ts';

/** How often a job is enqueued per channel at most, in milliseconds; one job processes everything that waits. */
const EVERY_MS = 2_000;

const holder = globalThis as typeof globalThis & { parvisReminders?: Map<string, { again: boolean }> };

/** Enqueues a job for each channel: at once, and once more for deliveries that arrive right after. */
export function remindOfDeliveries(receivers: readonly Receiver[]): void {
  holder.parvisReminders ??= new Map();
  const reminded = holder.parvisReminders;
  for (const receiver of receivers) {
    const key = `${receiver.workspaceId} ${receiver.channelId}`;
    const resting = reminded.get(key);
    if (resting) resting.again = true;
    else remind(reminded, key, receiver);
  }
}

function remind(reminded: Map<string, { again: boolean }>, key: string, receiver: Receiver): void {
  const rest = { again: false };
  reminded.set(key, rest);
  void enqueue(syncJobs.processDeliveries, receiver);
  setTimeout(() => {
    if (rest.again) remind(reminded, key, receiver);
    else reminded.delete(key);
  }, EVERY_MS).unref();
}
