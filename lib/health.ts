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
  /** The disk of the data folder. */
  disk: 'up' | 'full';
};

/** A worker without a heartbeat for this long is down, in milliseconds. */
const SILENT_MS = 20_000;
/** How long each part may take to answer, in milliseconds. */
const PATIENCE_MS = 3_000;

/** The last failure of each part, so that polling every few seconds logs it once. */
const reasons = new Map<string, string>();

/** Checks which parts answer. Never throws. */
export async function readHealth(): Promise<Health> {
  const [db, queue, worker] = await Promise.all([
    vitality('database', pingDatabase),
    vitality('queue', pingQueue),
    vitality('worker', async () => {
      const now = Date.now();
      // A heartbeat from the future was written before the clock was set back and proves nothing.
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
