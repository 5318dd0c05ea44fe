import { env } from '#lib/env.ts';
import { listenOverPostgres } from './postgres-bus.ts';
import { closeRedisPublisher, listenOverRedis } from './redis-bus.ts';
import { RightsWatch } from './rights-watch.ts';
import type { Bus, LiveListener, WorkspaceSignal, Signal } from './types.ts';
import { WorkspaceReader } from './workspace-reader.ts';

type Seat = { listener: LiveListener; memberId: string };

/**
 * Delivers live events within this process: one reader per workspace, however many listeners, and one connection to the
 * bus. With Redis there is a second connection, because the database emits changed rights.
 */
class Hub {
  private readonly readers = new Map<string, WorkspaceReader>();
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
    this.readers.set(workspaceId, reader);
    reader.join(seat, lastEventId);
    return () => {
      reader.leave(seat.listener);
      if (!reader.isIdle || this.readers.get(workspaceId) !== reader) return;
      reader.close();
      this.readers.delete(workspaceId);
    };
  }

  async close(): Promise<void> {
    for (const reader of this.readers.values()) reader.close();
    this.readers.clear();
    await Promise.all(this.buses.map(async (bus) => await bus.close()));
  }

  private dispatch(signal: Signal): void {
    if ('rightsChanged' in signal) this.rights.onChanged(signal.rightsChanged);
    else this.deliver(signal);
  }

  private deliver({ workspaceId, presence, draft, item }: WorkspaceSignal): void {
    const reader = this.readers.get(workspaceId);
    if (!presence && !draft) return reader?.wake();
    // Who sees the item is in the signal: without it nobody is told.
    if (!item) return;
    if (presence) reader?.passOn({ id: null, event: presence }, { isFor: (id) => id !== presence.member.id, item });
    // The author's other devices follow too; a note is told to nobody else.
    const isFor = (id: string) => draft?.mode !== 'note' || id === draft.memberId;
    if (draft) reader?.passOn({ id: null, event: draft }, { isFor, item });
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
