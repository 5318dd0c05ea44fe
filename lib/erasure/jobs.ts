import { channelPayload, defineJob } from '#lib/queue/define-job.ts';

export const erasureJobs = {
  recheckMessages: defineJob('recheck-messages', { queue: 'recheck', payload: channelPayload }),
};
