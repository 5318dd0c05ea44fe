import { log } from '#lib/log.ts';
import { mergeEvents } from './merge-events.ts';
import { formatPosition, isBefore, parsePosition, type Position } from './position.ts';
import { type EventPage, readEvents } from './read-events.ts';
import type { LiveListener, LiveMessage } from './types.ts';

const PAGE = 1_000;
/** Who missed more rows than this reads everything again instead. */
const MOST_MISSED = 5_000;
/** While a transaction holds back what came after it. */
const SETTLE_MS = 25;
/** In case a signal was lost. */
const POLL_MS = 4_000;
const RETRY_MS = 1_000;

type Joining = { listener: LiveListener; lastEventId: string | null };

/**
 * Reads one workspace's events once for all its listeners in this process. One turn at a time: a listener who joins
 * is told what it missed and is placed in the same turn, so that nothing falls between.
 */
export class WorkspaceReader {
  readonly workspaceId: string;
  readonly listeners = new Set<LiveListener>();
  private joining: Joining[] = [];
  private position: Position | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isReading = false;
  private isWoken = false;
  private isClosed = false;

  constructor(workspaceId: string) {
    this.workspaceId = workspaceId;
  }

  get isIdle(): boolean {
    return this.listeners.size === 0 && this.joining.length === 0;
  }

  join(listener: LiveListener, lastEventId: string | null): void {
    this.joining.push({ listener, lastEventId });
    this.wake();
  }

  leave(listener: LiveListener): void {
    this.listeners.delete(listener);
    this.joining = this.joining.filter((one) => one.listener !== listener);
  }

  broadcast(message: LiveMessage): void {
    for (const listener of this.listeners) listener(message);
  }

  /** Reads now, or once more after the turn under way. */
  wake(): void {
    this.isWoken = true;
    if (!this.isReading) void this.run();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.isReading = true;
    clearTimeout(this.timer);
    let pauseMs = POLL_MS;
    while (this.isWoken && !this.isClosed) {
      this.isWoken = false;
      try {
        pauseMs = (await this.turn()) ? SETTLE_MS : POLL_MS;
      } catch (error) {
        log.warn(
          { workspaceId: this.workspaceId, error: error instanceof Error ? error.message : String(error) },
          'live events: not read',
        );
        pauseMs = RETRY_MS;
        break;
      }
    }
    this.isReading = false;
    if (!this.isClosed) this.timer = setTimeout(() => this.wake(), pauseMs);
  }

  /** @returns whether committed rows wait for an older transaction */
  private async turn(): Promise<boolean> {
    const position = this.position ?? (await this.findStart());
    const page = await readEvents(this.workspaceId, position, PAGE);
    this.position = placeAfter(page, position);
    if (page.rows.length > 0) {
      for (const message of mergeEvents(page.rows, formatPosition(this.position))) this.broadcast(message);
    }
    if (page.isFull) this.isWoken = true;
    await this.admit(this.position);
    return page.isWaiting;
  }

  private async findStart(): Promise<Position> {
    const { horizon, seconds } = await readEvents(this.workspaceId, { xid: 0n, id: 0n }, 0);
    return { xid: horizon, id: 0n, seconds };
  }

  private async admit(here: Position): Promise<void> {
    const places = this.joining.map(({ listener, lastEventId }) => ({ listener, ...placeOf(lastEventId, here) }));
    const oldest = places.reduce<Position>((first, { from }) => (from && isBefore(from, first) ? from : first), here);
    const missed = isBefore(oldest, here) ? await readEvents(this.workspaceId, oldest, MOST_MISSED) : undefined;
    const ready: LiveMessage = { id: formatPosition(here), event: { kind: 'ready' } };
    for (const { listener, from, isLost } of places) {
      // Left while the rows were read.
      if (!this.joining.some((one) => one.listener === listener)) continue;
      this.leave(listener);
      this.listeners.add(listener);
      if (isLost || (from && missed?.isFull)) listener({ id: formatPosition(here), event: { kind: 'reset' } });
      else if (from && missed) {
        const rows = missed.rows.filter((row) => isBefore(from, row) && !isBefore(here, row));
        for (const message of mergeEvents(rows, formatPosition(here))) listener(message);
      }
      listener(ready);
    }
  }
}

/** Where the reader stands after a page: at its last row, or, when all was read, at the horizon. */
function placeAfter({ rows, isFull, horizon, seconds }: EventPage, before: Position): Position {
  const last = rows.at(-1);
  if (last && isFull) return { xid: last.xid, id: last.id, seconds };
  const settled = { xid: horizon, id: 0n, seconds };
  return isBefore(settled, before) ? { ...before, seconds } : settled;
}

function placeOf(lastEventId: string | null, here: Position): { from: Position | null; isLost: boolean } {
  if (!lastEventId) return { from: null, isLost: false };
  const from = parsePosition(lastEventId, here.seconds);
  // A place ahead of this database is one of another database, or of a backup's future.
  return from && from.xid <= here.xid ? { from, isLost: false } : { from: null, isLost: true };
}
