import { channelPayload, defineJob } from '#lib/queue/define-job.ts';

export const mediaJobs = {
  keepFiles: defineJob('keep-files', { queue: 'recheck', payload: channelPayload }),
};
