import { env } from '#lib/env.ts';
import { listenOverPostgres } from './postgres-bus.ts';
import { closeRedisPublisher, listenOverRedis } from './redis-bus.ts';
import { RightsWatch } from './rights-watch.ts';
import type { Bus, LiveListener, LiveMessage, WorkspaceSignal, Signal } from './types.ts';
import { WorkspaceReader } from './workspace-reader.ts';

type Seat = { listener: LiveListener; memberId: string };

/**
 * Delivers live events within this process: one reader per workspace, however many listeners, and one connection to the
 * bus. With Redis there is a second connection, because the database emits changed rights.
 */
class Hub {
  private readonly readers = new Map<string, WorkspaceReader>();
  private readonly seats = new Map<string, Set<Seat>>();
  readonly rights = new RightsWatch();
  private readonly buses: Pick<Bus, 'close'>[];

  constructor() {
    const onSignal = (signal: Signal) => this.dispatch(signal);
    const redisUrl = env().REDIS_URL;
    this.buses = [
      listenOverPostgres({
        onSignal,
        onReconnected: () => {
          this.wakeAll();
          this.rights.recheckAll();
        },
      }),
      ...(redisUrl ? [listenOverRedis(redisUrl, { onSignal, onReconnected: () => this.wakeAll() })] : []),
    ];
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
    await Promise.all(this.buses.map(async (bus) => await bus.close()));
  }

  private dispatch(signal: Signal): void {
    if ('rightsChanged' in signal) this.rights.onChanged(signal.rightsChanged);
    else this.deliver(signal);
  }

  private deliver({ workspaceId, presence }: WorkspaceSignal): void {
    if (!presence) return this.readers.get(workspaceId)?.wake();
    const message: LiveMessage = { id: null, event: presence };
    for (const { listener, memberId } of this.seats.get(workspaceId) ?? []) {
      // A member does not need her own presence.
      if (memberId !== presence.member.id) listener(message);
    }
  }

  private wakeAll(): void {
    for (const reader of this.readers.values()) reader.wake();
  }
}

// Stored on the global object: in development Next reloads modules, and each load would open a connection.
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
