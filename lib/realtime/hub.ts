import { env } from '#lib/env.ts';
import { listenOverPostgres } from './postgres-bus.ts';
import { closeRedisPublisher, listenOverRedis } from './redis-bus.ts';
import type { Bus, LiveListener, LiveMessage, Signal } from './types.ts';
import { WorkspaceReader } from './workspace-reader.ts';

type Seat = { listener: LiveListener; memberId: string };

/** This process's ear: one connection to the bus, one reader a workspace, however many listeners. */
class Hub {
  private readonly readers = new Map<string, WorkspaceReader>();
  private readonly seats = new Map<string, Set<Seat>>();
  private readonly bus: Pick<Bus, 'close'>;

  constructor() {
    const ears = { onSignal: (signal: Signal) => this.hear(signal), onReconnected: () => this.wakeAll() };
    const redisUrl = env().REDIS_URL;
    this.bus = redisUrl ? listenOverRedis(redisUrl, ears) : listenOverPostgres(ears);
  }

  subscribe(workspaceId: string, seat: Seat, lastEventId: string | null): () => void {
    const reader = this.readers.get(workspaceId) ?? new WorkspaceReader(workspaceId);
    const seats = this.seats.get(workspaceId) ?? new Set();
    this.readers.set(workspaceId, reader);
    this.seats.set(workspaceId, seats);
    seats.add(seat);
    reader.join(seat.listener, lastEventId);
    return () => {
      seats.delete(seat);
      reader.leave(seat.listener);
      if (!reader.isIdle || this.readers.get(workspaceId) !== reader) return;
      reader.close();
      this.readers.delete(workspaceId);
      this.seats.delete(workspaceId);
    };
  }

  async close(): Promise<void> {
    for (const reader of this.readers.values()) reader.close();
    this.readers.clear();
    this.seats.clear();
    await this.bus.close();
  }

  private hear({ workspaceId, presence }: Signal): void {
    if (!presence) return this.readers.get(workspaceId)?.wake();
    const message: LiveMessage = { id: null, event: presence };
    for (const { listener, memberId } of this.seats.get(workspaceId) ?? []) {
      // Nobody needs to be told of herself.
      if (memberId !== presence.member.id) listener(message);
    }
  }

  private wakeAll(): void {
    for (const reader of this.readers.values()) reader.wake();
  }
}

// Kept on the global object: in development Next loads modules again, and each load would open a connection.
const holder = globalThis as typeof globalThis & { parvisLiveHub?: Hub };

export function hub(): Hub {
  holder.parvisLiveHub ??= new Hub();
  return holder.parvisLiveHub;
}

export async function closeHub(): Promise<void> {
  const open = holder.parvisLiveHub;
  holder.parvisLiveHub = undefined;
  await open?.close();
  await closeRedisPublisher();
}
