import { z } from 'zod';
import { channelPayload, defineJob } from '#lib/queue/define-job.ts';

const gapPayload = z.object({ workspaceId: z.uuid(), gapId: z.uuid() });

const postPayload = z.object({ workspaceId: z.uuid(), channelId: z.uuid(), postId: z.uuid() });

export const syncJobs = {
  pullHistory: defineJob('pull-history', { queue: 'history', payload: channelPayload }),
  processDeliveries: defineJob('process-deliveries', { queue: 'webhook', payload: channelPayload }),
  fillGap: defineJob('fill-gap', { queue: 'recheck', payload: gapPayload }),
  rereadPost: defineJob('reread-post', { queue: 'recheck', payload: postPayload }),
};
