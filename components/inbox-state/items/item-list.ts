import type { Listing, WorkspaceApi } from '#components/api/client.ts';
import type { ItemPage, ItemRow } from '#lib/items/types.ts';
import { StateStore } from '../state-store.ts';
import { compareRows } from './compare-rows.ts';
import { matchesFilter } from './matches-filter.ts';
import type { OptimisticMap } from './optimistic-map.ts';

export type ListState = {
  ids: readonly string[];
  nextCursor: string | null;
  phase: 'loading' | 'ready' | 'failed';
  error: unknown;
  isLoadingMore: boolean;
  /** Items that belong to the list and arrived after it was read. The bar "12 new" counts them. */
  waiting: ReadonlySet<string>;
  /** Rows that are leaving: they fold first and are removed after that. */
  folding: ReadonlySet<string>;
};

type Context = {
  api: Pick<WorkspaceApi, 'listItems'>;
  rows: OptimisticMap<ItemRow>;
  myIdOf: (itemId: string) => string;
  slugOf: (itemId: string) => string | undefined;
};

/** How long a row takes to fold, in milliseconds. */
export const FOLD_MS = 140;
const PAGE = 100;

/** The order of one list, as ids, and how to read more of it. The rows are in the item store. It never reorders by itself. */
export class ItemList {
  readonly state: StateStore<ListState>;
  readonly listing: Listing;
  #scrollTop = 0;
  readonly #api: Pick<WorkspaceApi, 'listItems'>;
  readonly #rows: OptimisticMap<ItemRow>;
  #reading: AbortController | null = null;
  /** Announced since the current read of the first page began: the page may be older than they are. */
  readonly #announcedWhileReading = new Set<string>();
  /** Rows that were folded: a page that the server made before their act still holds them. */
  readonly #folded = new Set<string>();
  readonly #myIdOf: Context['myIdOf'];
  readonly #slugOf: Context['slugOf'];

  constructor({ api, rows, myIdOf, slugOf }: Context, listing: Listing, first: ItemPage | null) {
    this.#api = api;
    this.#rows = rows;
    this.#myIdOf = myIdOf;
    this.#slugOf = slugOf;
    this.listing = listing;
    this.state = new StateStore<ListState>({
      ids: first ? this.#store(first) : [],
      nextCursor: first?.nextCursor ?? null,
      phase: first ? 'ready' : 'loading',
      error: null,
      isLoadingMore: false,
      waiting: new Set(),
      folding: new Set(),
    });
  }

  /** The scroll position that the reader left, in pixels. */
  get scrollTop(): number {
    return this.#scrollTop;
  }

  /** Whether an item, as it is shown now, matches the list's filter. Only the server can tell what a search matches. */
  belongs(id: string): boolean {
    const row = this.#rows.get(id);
    if (row === undefined) return false;
    const { filter, workspaces } = this.listing;
    if (workspaces && !workspaces.includes(this.#slugOf(id) ?? '')) return false;
    return matchesFilter(row, filter, this.#myIdOf(id));
  }

  rememberScroll(scrollTop: number): void {
    this.#scrollTop = scrollTop;
  }

  /** Reads the first page again. What is shown stays until it has arrived. */
  async refresh(): Promise<void> {
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#announcedWhileReading.clear();
    try {
      const page = await this.#api.listItems(this.listing, null, PAGE, reading.signal);
      if (reading.signal.aborted) return;
      const ids = this.#store(page);
      this.state.set({
        ids,
        nextCursor: page.nextCursor,
        phase: 'ready',
        error: null,
        isLoadingMore: false,
        waiting: new Set([...this.#announcedWhileReading].filter((id) => !ids.includes(id))),
        folding: new Set(),
      });
      if (ids.length === 0) this.showWaiting();
    } catch (error) {
      if (reading.signal.aborted) return;
      this.state.set({ phase: this.state.get().ids.length > 0 ? 'ready' : 'failed', error, isLoadingMore: false });
    }
  }

  async loadMore(): Promise<void> {
    const { nextCursor, isLoadingMore, phase, error: lastError } = this.state.get();
    // After a failure, wait until the reader retries.
    if (!nextCursor || isLoadingMore || lastError || phase !== 'ready') return;
    const reading = this.#reading;
    this.state.set({ isLoadingMore: true });
    try {
      const page = await this.#api.listItems(this.listing, nextCursor, PAGE);
      // A refresh in the meantime has replaced the list.
      if (reading !== this.#reading || this.state.get().nextCursor !== nextCursor) return;
      const { ids, waiting } = this.state.get();
      const known = new Set(ids);
      const more = this.#store(page).filter((id) => !known.has(id));
      this.state.set({
        ids: [...ids, ...more],
        nextCursor: page.nextCursor,
        isLoadingMore: false,
        error: null,
        ...(more.some((id) => waiting.has(id)) ? { waiting: without(waiting, new Set(more)) } : {}),
      });
    } catch (error) {
      this.state.set({ isLoadingMore: false, error });
    }
  }

  /** Folds rows that no longer belong here, then removes them. @returns a function that puts all or some back where they were */
  fold(ids: readonly string[]): (some?: readonly string[]) => void {
    const before = this.state.get();
    const left = new Set(ids);
    this.state.set({ folding: new Set([...before.folding, ...ids]) });
    for (const id of ids) this.#folded.add(id);
    setTimeout(() => {
      const { ids: shown, folding } = this.state.get();
      const gone = new Set(ids.filter((id) => folding.has(id)));
      if (gone.size > 0) {
        this.state.set({ ids: shown.filter((id) => !gone.has(id)), folding: without(folding, gone) });
      }
    }, FOLD_MS);
    return (some = ids) => {
      const back = new Set(some.filter((id) => left.has(id)));
      if (back.size === 0) return;
      for (const id of back) this.#folded.delete(id);
      const state = this.state.get();
      const shown = state.ids.filter((id) => !back.has(id));
      const known = new Set(shown);
      let above = -1;
      for (const id of before.ids) {
        if (back.has(id)) shown.splice((above += 1), 0, id);
        else if (known.has(id)) above = shown.indexOf(id);
      }
      this.state.set({ ids: shown, folding: without(state.folding, back) });
    };
  }

  /** Takes rows away at once: the member may not see them any more. */
  takeAway(ids: readonly string[]): void {
    const gone = new Set(ids);
    const { ids: shown, waiting } = this.state.get();
    this.state.set({ ids: shown.filter((id) => !gone.has(id)), waiting: without(waiting, gone) });
  }

  /** Counts items in the bar of new ones. An empty list shows them at once: they move nothing. */
  announce(ids: readonly string[]): void {
    for (const id of ids) this.#announcedWhileReading.add(id);
    const { ids: shown, waiting } = this.state.get();
    const known = new Set(shown);
    const more = ids.filter((id) => !known.has(id) && !waiting.has(id));
    if (more.length === 0) return;
    this.state.set({ waiting: new Set([...waiting, ...more]) });
    if (shown.length === 0) this.showWaiting();
  }

  /** Puts the waiting rows on top. Call it only when this moves nothing that the reader looks at. */
  showWaiting(): void {
    const { ids, waiting } = this.state.get();
    const known = new Set(ids);
    const rows = [...waiting].filter((id) => !known.has(id)).flatMap((id) => this.#rows.get(id) ?? []);
    if (rows.length === 0 && waiting.size === 0) return;
    const { filter, sort } = this.listing;
    rows.sort(compareRows(filter.q ? 'newest' : sort));
    this.state.set({ ids: [...rows.map(({ id }) => id), ...ids], waiting: new Set() });
  }

  #store({ items }: ItemPage): string[] {
    for (const row of items) this.#rows.put(row);
    return items.map(({ id }) => id).filter((id) => !this.#hasLeft(id));
  }

  #hasLeft(id: string): boolean {
    if (!this.#folded.has(id)) return false;
    if (!this.belongs(id)) return true;
    this.#folded.delete(id);
    return false;
  }
}

function without(ids: ReadonlySet<string>, gone: ReadonlySet<string>): Set<string> {
  return new Set([...ids].filter((id) => !gone.has(id)));
}
