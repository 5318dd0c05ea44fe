import { randomUUID } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import { closeDatabase } from '#lib/db/close-database.ts';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import { openWorker, type WorkerHandle } from '#lib/queue/backend.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { type QueueName, queueNames } from '#lib/queue/define-job.ts';
import { removeHeartbeat } from '#lib/queue/worker-heartbeat.ts';
import { handleJob } from './jobs.ts';
import { startRecurringTasks } from './schedule.ts';

/** How many jobs of a queue one process runs at once. */
const CONCURRENCY = {
  pull: 8,
  history: 3,
  webhook: 4,
  send: 8,
  recheck: 2,
  credentials: 4,
  bulk: 2,
} as const satisfies Record<QueueName, number>;

const workerId = randomUUID();
env();
// Where the web runs on the same machine, it acknowledges a burst of webhooks before workers read them.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const workers: WorkerHandle[] = queueNames.map((name) => openWorker(name, CONCURRENCY[name], handleJob));
const stopRecurringTasks = startRecurringTasks(workerId);
log.info({ workerId }, 'worker started');

let isStopping = false;

/** Lets running jobs finish, then ends the process. */
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await stopRecurringTasks();
  await Promise.all(workers.map(async (worker) => await worker.close()));
  await closeQueues();
  await removeHeartbeat(workerId).catch(() => undefined); // the database may be gone already
  await closeDatabase();
  log.info({ workerId }, 'worker stopped');
  process.exit(0);
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
// The process that started this one is gone, so nobody else would stop it.
process.on('disconnect', () => void stop());
