import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';

/** Hash tags keep a queue's keys on one node of a Redis cluster. */
const PREFIX = '{parvis}';

const onPostgres = withBackend(createPostgresBackend);

export type QueueHandle = Pick<Queue, 'add' | 'addBulk' | 'close' | 'waitUntilReady' | 'getJobCounts'>;
export type WorkerHandle = Pick<Worker, 'close' | 'waitUntilReady'>;
export type Handler = (name: string, payload: unknown) => Promise<void>;

function postgresConnection() {
  return { connectionString: env().DATABASE_URL, max: 3, skipMigrations: true, application_name: 'parvis-queue' };
}

function redisConnection(url: string, forWorker: boolean) {
  // A worker waits for Redis to come back; whoever enqueues must not: the sweep will.
  const redis = new Redis(url, { maxRetriesPerRequest: forWorker ? null : 1, enableOfflineQueue: forWorker });
  redis.on('error', (error) => log.warn({ error: error.message }, 'redis'));
  return redis;
}

/** A queue on Redis where `REDIS_URL` is set, on Postgres otherwise. */
export function openQueue(name: string): QueueHandle {
  const url = env().REDIS_URL;
  const queue = url
    ? new Queue(name, { connection: redisConnection(url, true), prefix: PREFIX, skipVersionCheck: true })
    : new onPostgres.Queue(name, { connection: postgresConnection() });
  queue.on('error', (error) => log.warn({ queue: name, error: error.message }, 'queue'));
  return queue as QueueHandle;
}

/** @param concurrency how many jobs this process runs at once */
export function openWorker(name: string, concurrency: number, handle: Handler): WorkerHandle {
  const run = async (job: { name: string; data: unknown }) => await handle(job.name, job.data);
  const url = env().REDIS_URL;
  const options = { concurrency, removeOnComplete: { count: 0 }, removeOnFail: { count: 200 } };
  const worker = url
    ? new Worker(name, run, { ...options, connection: redisConnection(url, true), prefix: PREFIX })
    : new onPostgres.Worker(name, run, { ...options, connection: postgresConnection() });
  worker.on('error', (error: Error) => log.warn({ queue: name, error: error.message }, 'worker'));
  // What a network does ends in the rows; a job that throws is a bug of ours, or the database is away.
  worker.on('failed', (job, error: Error) =>
    log.error({ queue: name, job: job?.name, error: error.stack }, 'job failed'),
  );
  return worker as WorkerHandle;
}
