import { z } from 'zod';

/** Each queue has workers of its own, so that what is slow never holds up what is urgent. */
export const queueNames = ['pull', 'history', 'webhook', 'send', 'recheck', 'credentials', 'bulk'] as const;
export type QueueName = (typeof queueNames)[number];

/** A job: its name in the queue's store, its queue, and what it carries (ids, never what was said). */
export type Job<Payload> = { name: string; queue: QueueName; payload: z.ZodType<Payload> };

/** What jobs about one channel carry. */
export const channelPayload = z.object({ workspaceId: z.uuid(), channelId: z.uuid() });

/**
 * Declares a job in the folder that asks for it. The workers call what follows from it, which may stand in a higher
 * folder: `workers/jobs.ts` names both.
 */
export function defineJob<Payload>(name: string, job: { queue: QueueName; payload: z.ZodType<Payload> }): Job<Payload> {
  return { name, ...job };
}
