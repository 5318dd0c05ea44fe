import { z } from 'zod';
import { defineJob } from '#lib/queue/define-job.ts';

export const bulkJobs = {
  runBulk: defineJob('run-bulk', { queue: 'bulk', payload: z.object({ workspaceId: z.uuid(), jobId: z.uuid() }) }),
};
