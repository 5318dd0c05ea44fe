import { pingDatabase } from '#lib/db/ping-database.ts';
import { hasRoom } from '#lib/disk-space.ts';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import { pingQueue } from '#lib/queue/enqueue.ts';
import { readWorkerHeartbeat } from '#lib/queue/worker-heartbeat.ts';
import manifest from '../package.json' with { type: 'json' };

type Vitality = 'up' | 'down';

export type Health = {
  status: 'ok' | 'degraded';
  version: string;
  database: Vitality;
  queue: Vitality;
  worker: Vitality;
  /** Where Parvis keeps its data. */
  disk: 'up' | 'full';
};

/** A worker that has given no sign for this long is down, in milliseconds. */
const SILENT_MS = 20_000;
/** Who asks after our health does not wait longer than this for any part, in milliseconds. */
const PATIENCE_MS = 3_000;

/** What each part last said of why it is down: watched every few seconds, it is logged once. */
const reasons = new Map<string, string>();

/** Which parts answer. Never throws. */
export async function readHealth(): Promise<Health> {
  const [db, queue, worker] = await Promise.all([
    vitality('database', pingDatabase),
    vitality('queue', pingQueue),
    vitality('worker', async () => {
      const now = Date.now();
      // One from the future was written before the clock was put back: it says nothing of who lives now.
      const beat = await readWorkerHeartbeat({ until: new Date(now + SILENT_MS) });
      if (!beat || now - beat.at.getTime() > SILENT_MS) throw new Error('no sign of a worker');
    }),
  ]);
  const disk = hasRoom(env().PARVIS_DATA_DIR) ? 'up' : 'full';
  const isWell = [db, queue, worker, disk].every((part) => part === 'up');
  return { status: isWell ? 'ok' : 'degraded', version: manifest.version, database: db, queue, worker, disk };
}

async function vitality(part: string, look: () => Promise<unknown>): Promise<Vitality> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      look(),
      new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error('no answer')), PATIENCE_MS);
      }),
    ]);
    if (reasons.delete(part)) log.info({ part }, 'well again');
    return 'up';
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (reasons.get(part) !== reason) log.warn({ part, error: reason }, 'unwell');
    reasons.set(part, reason);
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}
