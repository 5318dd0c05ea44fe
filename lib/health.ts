import { database } from '#lib/db/client.ts';
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
};

/** A worker that has given no sign for this long is down, in milliseconds. */
const SILENT_MS = 20_000;
/** Who asks after our health does not wait longer than this for any part, in milliseconds. */
const PATIENCE_MS = 3_000;

/** Which parts answer. Never throws. */
export async function readHealth(): Promise<Health> {
  const [db, queue, worker] = await Promise.all([
    vitality('database', async () => await database().pool.query('SELECT 1')),
    vitality('queue', pingQueue),
    vitality('worker', async () => {
      const beat = await readWorkerHeartbeat();
      if (!beat || Date.now() - beat.at.getTime() > SILENT_MS) throw new Error('no sign of a worker');
    }),
  ]);
  const isWell = db === 'up' && queue === 'up' && worker === 'up';
  return { status: isWell ? 'ok' : 'degraded', version: manifest.version, database: db, queue, worker };
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
    return 'up';
  } catch (error) {
    log.warn({ part, error: error instanceof Error ? error.message : String(error) }, 'unwell');
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}
