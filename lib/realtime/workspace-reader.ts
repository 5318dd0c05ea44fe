import { log } from '#lib/log.ts';
import { mergeEvents } from './merge-events.ts';
import { formatPosition, isBefore, parsePosition, type Position } from './position.ts';
import { type EventPage, readEvents } from './read-events.ts';
import type { LiveListener, LiveMessage } from './types.ts';

const PAGE = 1_000;
/** A listener that missed more rows than this reloads everything instead. */
const MISSED_LIMIT = 5_000;
/** Pause while an unfinished transaction delays the rows behind it. */
const SETTLE_MS = 25;
/** Pause without signals: one may have been lost. */
const POLL_MS = 4_000;
const RETRY_MS = 1_000;

type Joining = { listener: LiveListener; lastEventId: string | null };

/**
 * Reads one workspace's events once for all its listeners in this process, one turn at a time. A new listener receives
 * what it missed and joins in the same turn, so that no event is lost in between.
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

  /** Reads now, or once more after the current turn. */
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
          'live events: could not be read',
        );
        pauseMs = RETRY_MS;
        break;
      }
    }
    this.isReading = false;
    if (!this.isClosed) this.timer = setTimeout(() => this.wake(), pauseMs);
  }

  /** @returns whether committed rows are waiting for an older transaction */
  private async turn(): Promise<boolean> {
    const position = this.position ?? (await this.findStart());
    const page = await readEvents(this.workspaceId, position, PAGE);
    this.position = positionAfter(page, position);
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
    const starts = this.joining.map(({ listener, lastEventId }) => ({ listener, ...startOf(lastEventId, here) }));
    const oldest = starts.reduce<Position>((first, { from }) => (from && isBefore(from, first) ? from : first), here);
    const missed = isBefore(oldest, here) ? await readEvents(this.workspaceId, oldest, MISSED_LIMIT) : undefined;
    const ready: LiveMessage = { id: formatPosition(here), event: { kind: 'ready' } };
    for (const { listener, from, isLost } of starts) {
      // The listener may have left while the rows were read.
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

/** The position after a page: its last row, or the horizon when everything was read. */
function positionAfter({ rows, isFull, horizon, seconds }: EventPage, before: Position): Position {
  const last = rows.at(-1);
  if (last && isFull) return { xid: last.xid, id: last.id, seconds };
  const settled = { xid: horizon, id: 0n, seconds };
  return isBefore(settled, before) ? { ...before, seconds } : settled;
}

function startOf(lastEventId: string | null, here: Position): { from: Position | null; isLost: boolean } {
  if (!lastEventId) return { from: null, isLost: false };
  const from = parsePosition(lastEventId, here.seconds);
  // A position ahead of this database comes from another database, or from before a backup was restored.
  return from && from.xid <= here.xid ? { from, isLost: false } : { from: null, isLost: true };
}
