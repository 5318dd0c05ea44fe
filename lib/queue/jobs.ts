import { z } from 'zod';

const channelJob = z.object({ workspaceId: z.uuid(), channelId: z.uuid() });

/** Every job: its queue and what it carries (ids, never what was said). */
export const jobs = {
  'pull-channel': { queue: 'pull', payload: channelJob },
  'pull-history': { queue: 'history', payload: channelJob },
  'process-deliveries': { queue: 'webhook', payload: channelJob },
  'fill-gap': { queue: 'upkeep', payload: z.object({ workspaceId: z.uuid(), gapId: z.uuid() }) },
  'recheck-messages': { queue: 'upkeep', payload: channelJob },
  'renew-credentials': { queue: 'access', payload: channelJob },
  'check-access': { queue: 'access', payload: channelJob },
  'tell-of-loss': { queue: 'access', payload: channelJob },
  'send-action': { queue: 'send', payload: z.object({ workspaceId: z.uuid(), actionId: z.uuid() }) },
} as const;

export type JobName = keyof typeof jobs;
export type QueueName = (typeof jobs)[JobName]['queue'];
export type JobPayload<Name extends JobName> = z.infer<(typeof jobs)[Name]['payload']>;

export const queueNames = [
  'pull',
  'history',
  'webhook',
  'send',
  'upkeep',
  'access',
] as const satisfies readonly QueueName[];
