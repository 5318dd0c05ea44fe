import type { QueryClient } from '@tanstack/react-query';
import { Problem } from '#components/api/problem.ts';
import { readRoute } from '#components/route/route-store.ts';
import type { LiveEvent } from '#lib/items/types.ts';
import type { Inbox } from '../inbox.ts';
import { isTelling, sinceLeftKey } from '../workspace/use-since-left.ts';
import type { Workspace } from '../workspace/workspace-context.tsx';

/** Changed items are collected for this long, then read in one call, in milliseconds. */
const COLLECT_MS = 200;
/** A failed read is tried again after this long, in milliseconds. */
const RETRY_MS = 3_000;
/** Counts are read again at most this often, in milliseconds. */
const COUNTS_EVERY_MS = 1_000;
/** What happened since the member left is counted again at most this often, in milliseconds. */
const SINCE_LEFT_EVERY_MS = 3_000;
/** With more changed items than this at once, reading the lists again is cheaper. */
const CHANGED_LIMIT = 400;
/** Everything is read again at most this often while many items change, in milliseconds. */
const EVERYTHING_EVERY_MS = 2_000;
const IDS_PER_CALL = 100;

type Context = { workspace: Workspace; inbox: Inbox; cache: QueryClient };

/** Turns live events into reads of what changed, and puts the answers into the stores. */
export class LiveUpdates {
  readonly #workspace: Workspace;
  readonly #inbox: Inbox;
  readonly #cache: QueryClient;
  readonly #changed = new Set<string>();
  #readTimer: ReturnType<typeof setTimeout> | undefined;
  #countsTimer: ReturnType<typeof setTimeout> | undefined;
  #sinceLeftTimer: ReturnType<typeof setTimeout> | undefined;
  #readEverythingAt = 0;
  #isStopped = false;
  #isReady = false;

  constructor({ workspace, inbox, cache }: Context) {
    this.#workspace = workspace;
    this.#inbox = inbox;
    this.#cache = cache;
  }

  /** The stream is open. Before the first time, the page was rendered without it: no event reports what changed since. */
  ready(): void {
    if (!this.#isReady) this.#readEverything();
    this.#isReady = true;
  }

  receive(event: LiveEvent): void {
    switch (event.kind) {
      case 'item':
        for (const id of event.ids) this.#changed.add(id);
        this.#scheduleRead(COLLECT_MS);
        this.#scheduleCounts();
        this.#scheduleSinceLeft();
        break;
      case 'channel':
        this.#invalidate('channels');
        break;
      case 'workspace':
        this.#invalidate('members', 'receivers', 'teams', 'tags', 'views', 'contacts', 'guidance');
        // Who is here stands beside who holds how many.
        this.#scheduleCounts();
        break;
      case 'notification':
        this.#invalidate('notifications', ...sinceLeftKey);
        break;
      case 'presence':
        if (event.member.id !== this.#workspace.me.memberId) {
          this.#inbox.presence.report(event.itemId, event.member, event.state);
        }
        break;
      case 'draft': {
        const isKnown = this.#inbox.drafts.knows(event.itemId, event.mode, event.version);
        if (event.memberId !== this.#workspace.me.memberId || !isKnown) this.#readDrafts(event.itemId);
        break;
      }
      case 'reset':
        this.#readEverything();
        break;
      default:
        event satisfies never;
    }
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#readTimer);
    clearTimeout(this.#countsTimer);
    clearTimeout(this.#sinceLeftTimer);
  }

  #scheduleRead(ms: number): void {
    if (!this.#isStopped) this.#readTimer ??= setTimeout(() => void this.#readChanged(), ms);
  }

  #scheduleCounts(): void {
    this.#countsTimer ??= setTimeout(() => {
      this.#countsTimer = undefined;
      this.#invalidate('counts');
    }, COUNTS_EVERY_MS);
  }

  #scheduleSinceLeft(): void {
    this.#sinceLeftTimer ??= setTimeout(() => {
      this.#sinceLeftTimer = undefined;
      const predicate = ({ state }: { state: { data: unknown } }) => isTelling(state.data);
      void this.#cache.invalidateQueries({ queryKey: sinceLeftKey, predicate });
    }, SINCE_LEFT_EVERY_MS);
  }

  #readEverything(): void {
    this.#readEverythingAt = Date.now();
    this.#changed.clear();
    void this.#cache.invalidateQueries();
    this.#inbox.items.refreshLists();
  }

  async #readChanged(): Promise<void> {
    this.#readTimer = undefined;
    if (this.#changed.size > CHANGED_LIMIT) {
      const waitMs = this.#readEverythingAt + EVERYTHING_EVERY_MS - Date.now();
      if (waitMs > 0) this.#scheduleRead(waitMs);
      else this.#readEverything();
      return;
    }
    const ids = [...this.#changed];
    this.#changed.clear();
    for (let start = 0; start < ids.length; start += IDS_PER_CALL) {
      const part = ids.slice(start, start + IDS_PER_CALL);
      if (await this.#readRows(part)) continue;
      // The stream does not repeat these events.
      for (const id of part) this.#changed.add(id);
      this.#scheduleRead(RETRY_MS);
    }
    for (const id of ids) {
      // A reply that is queued, cancelled or handed over changes the drafts too.
      this.#readDrafts(id);
      // Its tags and its messages decide which guidance holds.
      void this.#cache.invalidateQueries({ queryKey: ['guidance', id] });
      const isOpen = readRoute()?.itemId === id;
      void this.#cache.invalidateQueries({ queryKey: ['item', id], refetchType: isOpen ? 'active' : 'none' });
    }
  }

  /** @returns false when the connection or the server failed, so that it is worth trying again */
  async #readRows(ids: string[]): Promise<boolean> {
    try {
      const { items } = await this.#workspace.api.readRows(ids);
      this.#inbox.items.putChangedRows(items);
      return true;
    } catch (error) {
      return error instanceof Problem && error.status >= 400 && error.status < 500;
    }
  }

  #readDrafts(itemId: string): void {
    void this.#cache.invalidateQueries({ queryKey: ['drafts', itemId] });
  }

  #invalidate(...keys: string[]): void {
    for (const key of keys) void this.#cache.invalidateQueries({ queryKey: [key] });
  }
}
