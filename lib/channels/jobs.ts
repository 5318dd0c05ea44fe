import { channelPayload, defineJob } from '#lib/queue/define-job.ts';

export const channelJobs = {
  pullChannel: defineJob('pull-channel', { queue: 'pull', payload: channelPayload }),
  renewCredentials: defineJob('renew-credentials', { queue: 'credentials', payload: channelPayload }),
  checkCredentials: defineJob('check-credentials', { queue: 'credentials', payload: channelPayload }),
  checkChannel: defineJob('check-channel', { queue: 'credentials', payload: channelPayload }),
  emailAdminsOfLoss: defineJob('email-admins-of-loss', { queue: 'credentials', payload: channelPayload }),
};
