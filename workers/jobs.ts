import { checkCredentials } from '#lib/channels/credentials/check-credentials.ts';
import { emailAdminsOfLoss } from '#lib/channels/credentials/email-admins-of-loss.ts';
import { renewAhead } from '#lib/channels/credentials/renew-ahead.ts';
import { runCheck } from '#lib/channels/check/run-check.ts';
import { channelJobs } from '#lib/channels/jobs.ts';
import { erasureJobs } from '#lib/erasure/jobs.ts';
import { recheckDue } from '#lib/erasure/recheck-due.ts';
import { bulkJobs } from '#lib/items/bulk/jobs.ts';
import { runBulk } from '#lib/items/bulk/run-bulk.ts';
import { log } from '#lib/log.ts';
import { mediaJobs } from '#lib/media/jobs.ts';
import { keepFiles } from '#lib/items/files/keep-files.ts';
import { outboxJobs } from '#lib/outbox/jobs.ts';
import { sendAction } from '#lib/outbox/send-action.ts';
import type { Job } from '#lib/queue/define-job.ts';
import { processDeliveries } from '#lib/sync/deliveries/process-deliveries.ts';
import { fillGap } from '#lib/sync/fill-gap.ts';
import { syncJobs } from '#lib/sync/jobs.ts';
import { pullHistory, pullNews } from '#lib/sync/pull-channel.ts';
import { rereadPost } from '#lib/sync/reread-post.ts';

const jobs = { ...mediaJobs, ...channelJobs, ...syncJobs, ...outboxJobs, ...erasureJobs, ...bulkJobs };

type Payloads = { [Key in keyof typeof jobs]: (typeof jobs)[Key] extends Job<infer Payload> ? Payload : never };

/** What follows from each job. A job without a handler does not compile. */
const handlers: { [Key in keyof Payloads]: (payload: Payloads[Key]) => Promise<void> } = {
  keepFiles: (channel) => keepFiles(channel),
  pullChannel: pullNews,
  pullHistory,
  processDeliveries,
  fillGap,
  rereadPost,
  recheckMessages: recheckDue,
  renewCredentials: renewAhead,
  checkCredentials: (channel) => checkCredentials(channel),
  checkChannel: runCheck,
  emailAdminsOfLoss: emailAdminsOfLoss,
  sendAction,
  runBulk,
};

// The table's own keys, which Object.keys widens to strings.
const handlersByName = new Map((Object.keys(jobs) as (keyof Payloads)[]).map(handlerOf));

function handlerOf<Key extends keyof Payloads>(key: Key): [string, (payload: unknown) => Promise<void>] {
  const table: { [Name in keyof Payloads]: Job<Payloads[Name]> } = jobs;
  const job = table[key];
  return [job.name, async (payload) => await handlers[key](job.payload.parse(payload))];
}

/** Does a job. A job can outlive the code that added it: one of an unknown name is logged and finished. */
export async function handleJob(name: string, payload: unknown): Promise<void> {
  const handler = handlersByName.get(name);
  if (handler) await handler(payload);
  else log.warn({ job: name }, 'job of an unknown name finished');
}
