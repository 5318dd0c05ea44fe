import { randomUUID } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import { checkAccess } from '#lib/channels/credentials/check-access.ts';
import { renewAhead } from '#lib/channels/credentials/renew-ahead.ts';
import { tellOfLoss } from '#lib/channels/credentials/email-admins-of-loss.ts';
import { closeDatabase } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { processDeliveries } from '#lib/sync/deliveries/process-deliveries.ts';
import { recheckDue } from '#lib/erasure/recheck-due.ts';
import { fillGap } from '#lib/sync/fill-gap.ts';
import { pullHistory, pullNews } from '#lib/sync/pull-channel.ts';
import { sendAction } from '#lib/outbox/send-action.ts';
import { log } from '#lib/log.ts';
import { openWorker, type WorkerHandle } from '#lib/queue/backend.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { type JobName, type JobPayload, jobs, type QueueName, queueNames } from '#lib/queue/jobs.ts';
import { stopWorkerHeart } from '#lib/queue/worker-heartbeat.ts';
import { startRecurringTasks } from './schedule.ts';

/** How many jobs of a queue one process runs at once. */
const CONCURRENCY = { pull: 8, history: 3, webhook: 4, send: 8, upkeep: 2, access: 4 } as const satisfies Record<
  QueueName,
  number
>;

const handlers: { [Name in JobName]: (payload: JobPayload<Name>) => Promise<void> } = {
  'pull-channel': pullNews,
  'pull-history': pullHistory,
  'process-deliveries': processDeliveries,
  'fill-gap': fillGap,
  'recheck-messages': recheckDue,
  'renew-credentials': renewAhead,
  'check-access': (place) => checkAccess(place),
  'tell-of-loss': tellOfLoss,
  'send-action': sendAction,
};

async function handle(name: string, payload: unknown): Promise<void> {
  if (!isJob(name)) {
    // A job can outlive the code that added it.
    log.warn({ job: name }, 'job of an unknown name finished');
    return;
  }
  switch (name) {
    case 'pull-channel':
      return await handlers[name](jobs[name].payload.parse(payload));
    case 'pull-history':
      return await handlers[name](jobs[name].payload.parse(payload));
    case 'process-deliveries':
      return await handlers[name](jobs[name].payload.parse(payload));
    case 'fill-gap':
      return await handlers[name](jobs[name].payload.parse(payload));
    case 'recheck-messages':
      return await handlers[name](jobs[name].payload.parse(payload));
    case 'renew-credentials':
      return await handlers[name](jobs[name].payload.parse(payload));
    case 'check-access':
      return await handlers[name](jobs[name].payload.parse(payload));
    case 'tell-of-loss':
      return await handlers[name](jobs[name].payload.parse(payload));
    case 'send-action':
      return await handlers[name](jobs[name].payload.parse(payload));
    default:
      name satisfies never;
  }
}

function isJob(name: string): name is JobName {
  return Object.hasOwn(jobs, name);
}

const workerId = randomUUID();
env();
// Beside the web on one machine, a burst of webhooks is acknowledged first and processed afterwards.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const workers: WorkerHandle[] = queueNames.map((name) => openWorker(name, CONCURRENCY[name], handle));
const stopRecurringTasks = startRecurringTasks(workerId);
log.info({ workerId }, 'worker started');

let isStopping = false;

/** Finishes the jobs under way, then exits. */
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await stopRecurringTasks();
  await Promise.all(workers.map(async (worker) => await worker.close()));
  await closeQueues();
  await stopWorkerHeart(workerId).catch(() => undefined); // the database may be gone already
  await closeDatabase();
  log.info({ workerId }, 'worker stopped');
  process.exit(0);
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
// The process that started this one is gone, so nobody would stop it later.
process.on('disconnect', () => void stop());
