import { Redis } from 'ioredis';
import { log } from '#lib/log.ts';
import type { Bus, BusListeners, WorkspaceSignal } from './types.ts';

const CHANNEL = '{parvis}:live';

const holder = globalThis as typeof globalThis & { parvisLivePublisher?: Redis };

/** Sends signals over Redis pub/sub. */
export async function publishOverRedis(url: string, signals: WorkspaceSignal[]): Promise<void> {
  holder.parvisLivePublisher ??= connect(url, { maxRetriesPerRequest: 1 });
  await holder.parvisLivePublisher.publish(CHANNEL, JSON.stringify(signals));
}

export async function closeRedisPublisher(): Promise<void> {
  holder.parvisLivePublisher?.disconnect();
  holder.parvisLivePublisher = undefined;
}

export function listenOverRedis(url: string, { onSignal, onReconnected }: BusListeners): Pick<Bus, 'close'> {
  // The client reconnects and subscribes again by itself.
  const subscriber = connect(url, { maxRetriesPerRequest: null });
  subscriber.on('ready', onReconnected);
  subscriber.on('message', (_channel: string, payload: string) => {
    for (const signal of JSON.parse(payload) as WorkspaceSignal[]) onSignal(signal); // written by publishOverRedis
  });
  subscriber
    .subscribe(CHANNEL)
    .catch((error: Error) => log.warn({ error: error.message }, 'live events: not subscribed'));
  return { close: async () => subscriber.disconnect() };
}

function connect(url: string, options: { maxRetriesPerRequest: number | null }): Redis {
  const redis = new Redis(url, options);
  redis.on('error', (error: Error) => log.warn({ error: error.message }, 'live events: redis'));
  return redis;
}
