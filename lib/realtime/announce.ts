import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import { publishOverPostgres } from './postgres-bus.ts';
import { closeRedisPublisher, publishOverRedis } from './redis-bus.ts';
import type { WorkspaceSignal } from './types.ts';

/** Acts within this time share one signal, in milliseconds. */
const GATHER_MS = 10;

type Waiting = { workspaceIds: Set<string>; timer: NodeJS.Timeout | undefined };

const holder = globalThis as typeof globalThis & { parvisAnnouncing?: Waiting };

/**
 * Signals, after a commit, that a workspace has new events; the events themselves are rows of `realtime_event`.
 * Returns at once and never throws: when a signal is lost, readers find the rows at their next poll.
 */
export function announce(workspaceId: string): void {
  holder.parvisAnnouncing ??= { workspaceIds: new Set(), timer: undefined };
  const waiting = holder.parvisAnnouncing;
  waiting.workspaceIds.add(workspaceId);
  waiting.timer ??= setTimeout(() => void publishWaiting(waiting), GATHER_MS);
}

async function publishWaiting(waiting: Waiting): Promise<void> {
  const signals = [...waiting.workspaceIds].map((workspaceId) => ({ workspaceId }));
  waiting.workspaceIds.clear();
  waiting.timer = undefined;
  await publishSignals(signals);
}

/** Sends what waits, and closes what it is sent over: a process that ends by itself calls this before it closes the database. */
export async function closeAnnouncing(): Promise<void> {
  const waiting = holder.parvisAnnouncing;
  holder.parvisAnnouncing = undefined;
  clearTimeout(waiting?.timer);
  if (waiting && waiting.workspaceIds.size > 0) await publishWaiting(waiting);
  await closeRedisPublisher();
}

/** Sends signals to every process now; failures are logged. */
export async function publishSignals(signals: WorkspaceSignal[]): Promise<void> {
  try {
    const redisUrl = env().REDIS_URL;
    await (redisUrl ? publishOverRedis(redisUrl, signals) : publishOverPostgres(signals));
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, 'live events: signal not sent');
  }
}
