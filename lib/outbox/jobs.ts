import { z } from 'zod';
import { defineJob } from '#lib/queue/define-job.ts';

const actionPayload = z.object({ workspaceId: z.uuid(), actionId: z.uuid() });

export const outboxJobs = {
  sendAction: defineJob('send-action', { queue: 'send', payload: actionPayload }),
};
