import { log } from '#lib/log.ts';
import { mergeEvents } from './merge-events.ts';
import { formatPosition, isBefore, parsePosition, type Position } from './position.ts';
import { type EventPage, type EventRow, readEvents } from './read-events.ts';
import { changesSight, seenRows, seesItem, Sights } from './sight/sights.ts';
import type { ItemAccess, LiveListener, LiveMessage } from './types.ts';

const PAGE = 1_000;
/** A listener that missed more rows than this reloads everything instead. */
const MISSED_LIMIT = 5_000;
/** Pause while an unfinished transaction delays the rows behind it. */
const SETTLE_MS = 25;
/** Pause without signals: one may have been lost. */
const POLL_MS = 4_000;
const RETRY_MS = 1_000;

type Joining = { listener: LiveListener; memberId: string; lastEventId: string | null };

/**
 * Reads one workspace's events once for all its listeners in this process, one turn at a time. A new listener receives
 * what it missed and joins in the same turn, so that no event is lost in between.
 */
export class WorkspaceReader {
  readonly workspaceId: string;
  /** With whose member each one is. */
  private readonly listeners = new Map<LiveListener, string>();
  private readonly sights: Sights;
  private joining: Joining[] = [];
  private position: Position | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isReading = false;
  private isWoken = false;
  private isClosed = false;

  constructor(workspaceId: string) {
    this.workspaceId = workspaceId;
    this.sights = new Sights(workspaceId);
  }

  get isIdle(): boolean {
    return this.listeners.size === 0 && this.joining.length === 0;
  }

  join({ listener, memberId }: { listener: LiveListener; memberId: string }, lastEventId: string | null): void {
    this.joining.push({ listener, memberId, lastEventId });
    this.wake();
  }

  leave(listener: LiveListener): void {
    this.listeners.delete(listener);
    this.joining = this.joining.filter((one) => one.listener !== listener);
  }

  /** Passes on what has no row (who looks at an item, what is written in it) to those it is for who see the item. */
  passOn(message: LiveMessage, { isFor, item }: { isFor: (memberId: string) => boolean; item: ItemAccess }): void {
    for (const [listener, memberId] of this.listeners) {
      const sight = this.sights.of(memberId);
      if (sight && isFor(memberId) && seesItem(memberId, sight, item)) listener(message);
    }
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
    // Before the position moves: if this fails, the rows are read again.
    const items = await this.sights.read(this.listeningMembers(), page.rows);
    this.position = positionAfter(page, position);
    if (page.rows.length > 0) {
      for (const [listener, memberId] of this.listeners) {
        this.tell({ listener, memberId }, { rows: page.rows, items, here: this.position });
      }
    }
    if (page.isFull) this.isWoken = true;
    await this.admit(this.position);
    return page.isWaiting;
  }

  private listeningMembers(): string[] {
    return [...this.listeners.values(), ...this.joining.map(({ memberId }) => memberId)];
  }

  /** Sends one listener what its member may hear of the rows. */
  private tell(
    { listener, memberId }: { listener: LiveListener; memberId: string },
    { rows, items, here }: { rows: EventRow[]; items: Map<string, ItemAccess>; here: Position },
  ): void {
    const sight = this.sights.of(memberId);
    if (!sight || changesSight(rows, memberId, sight)) {
      listener({ id: formatPosition(here), event: { kind: 'reset' } });
      return;
    }
    for (const message of mergeEvents(seenRows(rows, { memberId, sight, items }), formatPosition(here))) {
      listener(message);
    }
  }

  private async findStart(): Promise<Position> {
    const { horizon, seconds } = await readEvents(this.workspaceId, { xid: 0n, id: 0n }, 0);
    return { xid: horizon, id: 0n, seconds };
  }

  private async admit(here: Position): Promise<void> {
    const starts = this.joining.map(({ lastEventId, ...one }) => ({ ...one, ...startOf(lastEventId, here) }));
    const oldest = starts.reduce<Position>((first, { from }) => (from && isBefore(from, first) ? from : first), here);
    const missed = isBefore(oldest, here) ? await readEvents(this.workspaceId, oldest, MISSED_LIMIT) : undefined;
    const items = starts.length > 0 ? await this.sights.read(this.listeningMembers(), missed?.rows ?? []) : new Map();
    const ready: LiveMessage = { id: formatPosition(here), event: { kind: 'ready' } };
    for (const { listener, memberId, from, isLost } of starts) {
      // The listener may have left while the rows were read.
      if (!this.joining.some((one) => one.listener === listener)) continue;
      this.leave(listener);
      this.listeners.set(listener, memberId);
      if (isLost || (from && missed?.isFull)) listener({ id: formatPosition(here), event: { kind: 'reset' } });
      else if (from && missed) {
        const rows = missed.rows.filter((row) => isBefore(from, row) && !isBefore(here, row));
        if (rows.length > 0) this.tell({ listener, memberId }, { rows, items, here });
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
