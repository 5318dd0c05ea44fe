import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';

/** Hash tags keep a queue's keys on one node of a Redis cluster. */
const PREFIX = '{parvis}';

const RESTART_PAUSE_MS = 1_000;

const onPostgres = withBackend(createPostgresBackend);

export type QueueHandle = Pick<Queue, 'add' | 'addBulk' | 'close' | 'waitUntilReady' | 'getJobCounts'>;
export type WorkerHandle = { /** Lets what is under way end. */ close: () => Promise<void> };
export type Handler = (name: string, payload: unknown) => Promise<void>;

/**
 * A connection that the library has taken out of its pool has no listener between two statements: Postgres that goes down
 * then would end the process. The next statement notices it anyway.
 */
class LastingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', (error) => log.warn({ error: error.message }, 'connection of a queue'));
  }
}

function postgresConnection() {
  return {
    connectionString: env().DATABASE_URL,
    max: 3,
    skipMigrations: true,
    application_name: 'parvis-queue',
    Client: LastingClient,
  };
}

function redisConnection(url: string) {
  // Commands wait for Redis to come back; whoever enqueues has a patience of its own, and the sweep does the rest.
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  redis.on('error', (error) => log.warn({ error: error.message }, 'redis'));
  return redis;
}

/** A queue on Redis where `REDIS_URL` is set, on Postgres otherwise. */
export function openQueue(name: string): QueueHandle {
  const url = env().REDIS_URL;
  const queue = url
    ? new Queue(name, { connection: redisConnection(url), prefix: PREFIX, skipVersionCheck: true })
    : new onPostgres.Queue(name, { connection: postgresConnection() });
  queue.on('error', (error) => log.warn({ queue: name, error: error.message }, 'queue'));
  return queue as QueueHandle;
}

/**
 * Works on a queue until it is closed, whatever becomes of its store meanwhile. The library remembers for ever that a
 * first connection failed: a worker that could not start makes way for another one.
 * @param concurrency how many jobs this process runs at once
 */
export function openWorker(name: string, concurrency: number, handle: Handler): WorkerHandle {
  const closing = new AbortController();
  let worker = makeWorker(name, concurrency, handle);
  const work = async () => {
    while (!closing.signal.aborted) {
      try {
        await worker.waitUntilReady();
        await worker.run();
      } catch (error) {
        log.warn({ queue: name, error: error instanceof Error ? error.message : String(error) }, 'worker starts again');
        await worker.close(true);
        await sleep(RESTART_PAUSE_MS, undefined, { signal: closing.signal }).catch(() => undefined);
        if (!closing.signal.aborted) worker = makeWorker(name, concurrency, handle);
      }
    }
  };
  void work();
  return {
    close: async () => {
      closing.abort();
      await worker.close();
    },
  };
}

function makeWorker(name: string, concurrency: number, handle: Handler): Worker {
  const run = async (job: { name: string; data: unknown }) => await handle(job.name, job.data);
  const url = env().REDIS_URL;
  const options = { concurrency, autorun: false, removeOnComplete: { count: 0 }, removeOnFail: { count: 200 } };
  const worker = url
    ? new Worker(name, run, { ...options, connection: redisConnection(url), prefix: PREFIX })
    : new onPostgres.Worker(name, run, { ...options, connection: postgresConnection() });
  worker.on('error', (error: Error) => log.warn({ queue: name, error: error.message }, 'worker'));
  // What a network does ends in the rows; a job that throws is a bug of ours, or the database is away.
  worker.on('failed', (job, error: Error) =>
    log.error({ queue: name, job: job?.name, error: error.stack }, 'job failed'),
  );
  return worker as Worker;
}
