import type { Listing, WorkspaceApi } from '#components/api/client.ts';
import type { RowStore } from './optimistic-map.ts';
import { Store } from '../state-store.ts';
import type { ItemPage } from '#lib/items/types.ts';

export type QueueState = {
  ids: readonly string[];
  nextCursor: string | null;
  phase: 'loading' | 'ready' | 'failed';
  error: unknown;
  isLoadingMore: boolean;
  /** What came since the list was read and would stand in it: behind "12 new". */
  waiting: ReadonlySet<string>;
  /** What is on its way out: its place closes before it leaves the list. */
  folding: ReadonlySet<string>;
};

/** How long a row takes to fold, in milliseconds. */
export const FOLD_MS = 140;
const PAGE = 100;

/** One list of the queue: the order of its rows and the way to more of them. It never reorders by itself. */
export class QueueList {
  readonly state: Store<QueueState>;
  readonly listing: Listing;
  /** Where the reader left it, in pixels. */
  #scrollTop = 0;
  readonly #api: WorkspaceApi;
  readonly #rows: RowStore;
  #reading: AbortController | null = null;

  constructor(api: WorkspaceApi, rows: RowStore, listing: Listing, first: ItemPage | null) {
    this.#api = api;
    this.#rows = rows;
    this.listing = listing;
    if (first) rows.put(first.items);
    this.state = new Store<QueueState>({
      ids: first?.items.map(({ id }) => id) ?? [],
      nextCursor: first?.nextCursor ?? null,
      phase: first ? 'ready' : 'loading',
      error: null,
      isLoadingMore: false,
      waiting: new Set(),
      folding: new Set(),
    });
  }

  get scrollTop(): number {
    return this.#scrollTop;
  }

  keepPlace(scrollTop: number): void {
    this.#scrollTop = scrollTop;
  }

  /** Reads the first page again; what is shown stays until it is there. */
  async refresh(): Promise<void> {
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    try {
      const page = await this.#api.listItems(this.listing, null, PAGE, reading.signal);
      if (reading.signal.aborted) return;
      this.#rows.put(page.items);
      this.state.set({
        ids: page.items.map(({ id }) => id),
        nextCursor: page.nextCursor,
        phase: 'ready',
        error: null,
        isLoadingMore: false,
        waiting: new Set(),
        folding: new Set(),
      });
    } catch (error) {
      if (reading.signal.aborted) return;
      this.state.set({ phase: this.state.get().ids.length > 0 ? 'ready' : 'failed', error, isLoadingMore: false });
    }
  }

  async loadMore(): Promise<void> {
    const { nextCursor, isLoadingMore, phase, error: lastError } = this.state.get();
    // After a failure the reader is asked, not the server hammered.
    if (!nextCursor || isLoadingMore || lastError || phase !== 'ready') return;
    const reading = this.#reading;
    this.state.set({ isLoadingMore: true });
    try {
      const page = await this.#api.listItems(this.listing, nextCursor, PAGE);
      // A refresh that came between has begun another list.
      if (reading !== this.#reading || this.state.get().nextCursor !== nextCursor) return;
      this.#rows.put(page.items);
      const known = new Set(this.state.get().ids);
      const ids = [...this.state.get().ids, ...page.items.map(({ id }) => id).filter((id) => !known.has(id))];
      this.state.set({ ids, nextCursor: page.nextCursor, isLoadingMore: false, error: null });
    } catch (error) {
      this.state.set({ isLoadingMore: false, error });
    }
  }

  /** Closes the place of rows that no longer belong here. @returns what puts them back where they were */
  fold(ids: readonly string[]): () => void {
    const before = this.state.get();
    const places = ids
      .map((id) => ({ id, after: before.ids[before.ids.indexOf(id) - 1] }))
      .filter(({ id }) => before.ids.includes(id));
    this.state.set({ folding: new Set([...before.folding, ...ids]) });
    setTimeout(() => {
      const { ids: shown, folding } = this.state.get();
      const gone = new Set(ids.filter((id) => folding.has(id)));
      if (gone.size > 0) {
        this.state.set({
          ids: shown.filter((id) => !gone.has(id)),
          folding: new Set([...folding].filter((id) => !gone.has(id))),
        });
      }
    }, FOLD_MS);
    return () => {
      const state = this.state.get();
      const shown = state.ids.filter((id) => !ids.includes(id));
      for (const { id, after } of places) shown.splice(after ? shown.indexOf(after) + 1 : 0, 0, id);
      this.state.set({ ids: shown, folding: new Set([...state.folding].filter((id) => !ids.includes(id))) });
    };
  }

  /** Lets rows wait behind the bar; before an empty list there is nobody whose place they could take. */
  wait(ids: readonly string[]): void {
    const { ids: shown, waiting } = this.state.get();
    const known = new Set(shown);
    const more = ids.filter((id) => !known.has(id) && !waiting.has(id));
    if (more.length === 0) return;
    this.state.set({ waiting: new Set([...waiting, ...more]) });
    if (shown.length === 0) this.letIn();
  }

  /** Puts the waiting rows on top: only where nobody can lose their place by it. */
  letIn(): void {
    const { ids, waiting } = this.state.get();
    const newest = (id: string) => this.#rows.get(id)?.lastActivityAt ?? '';
    const entering = [...waiting].filter((id) => !ids.includes(id)).sort((a, b) => newest(b).localeCompare(newest(a)));
    this.state.set({ ids: [...entering, ...ids], waiting: new Set() });
  }
}
