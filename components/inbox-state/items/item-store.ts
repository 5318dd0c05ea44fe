import type { Listing, WorkspaceApi } from '#components/api/client.ts';
import type { ItemDetail, ItemPage, ItemRow, MessageView } from '#lib/items/types.ts';
import { contentOf, type ItemContent, mergeContent } from './item-content.ts';
import { ItemList } from './item-list.ts';
import { type OptimisticChange, OptimisticMap } from './optimistic-map.ts';

const STORED_LISTS = 12;

/**
 * The one owner of items in this tab: rows, the content of opened items, and lists as ordered ids. Reads, live events,
 * acts before the server has answered, and undo all write here, and every screen reads from here.
 * See docs/decisions/0023-one-store-for-rows.md.
 */
export class ItemStore {
  readonly #rows = new OptimisticMap<ItemRow>();
  readonly #contents = new OptimisticMap<ItemContent>();
  readonly #lists = new Map<string, ItemList>();
  /** Why the last act on an item was taken back, by item. */
  readonly #failures = new Map<string, string>();
  /** By item, the number of the latest read that was stored: an earlier read that arrives later is dropped. */
  readonly #storedReads = new Map<string, number>();
  #reads = 0;
  readonly #api: Pick<WorkspaceApi, 'listItems'>;
  readonly #failedSends = new Set<(row: ItemRow) => void>();
  readonly #myIdOf: (itemId: string) => string;
  readonly #slugOf: (itemId: string) => string | undefined;
  readonly #say: (text: string) => void;

  /**
   * @param myIdOf the member's id in the workspace of an item
   * @param say called with the reason when an act was taken back, for those who don't see the row
   * @param slugOf the workspace of an item, where lists span several
   */
  constructor(
    api: Pick<WorkspaceApi, 'listItems'>,
    myIdOf: (itemId: string) => string,
    say: (text: string) => void = () => undefined,
    slugOf: (itemId: string) => string | undefined = () => undefined,
  ) {
    this.#api = api;
    this.#myIdOf = myIdOf;
    this.#say = say;
    this.#slugOf = slugOf;
  }

  row = (id: string): ItemRow | undefined => this.#rows.get(id);
  content = (id: string): ItemContent | undefined => this.#contents.get(id);
  /** What the server drew, for hydration. */
  firstRow = (id: string): ItemRow | undefined => this.#rows.first(id);
  firstContent = (id: string): ItemContent | undefined => this.#contents.first(id);
  failure = (id: string): string | undefined => this.#failures.get(id);
  subscribeRow = (id: string, listener: () => void) => this.#rows.subscribe(id, listener);
  subscribeContent = (id: string, listener: () => void) => this.#contents.subscribe(id, listener);

  /** Tells of items whose reply has just failed on the server. */
  subscribeFailedSends(listener: (row: ItemRow) => void): () => void {
    this.#failedSends.add(listener);
    return () => this.#failedSends.delete(listener);
  }

  putRows(rows: readonly ItemRow[]): void {
    for (const row of rows) this.#rows.put(row);
  }

  /** Stores rows that changed on the server, and announces them in every list that they belong to. */
  putChangedRows(rows: readonly ItemRow[]): void {
    const failed = rows.filter(({ id, sendFailed }) => sendFailed && this.row(id)?.sendFailed === false);
    this.putRows(rows);
    for (const row of failed) for (const listener of this.#failedSends) listener(row);
    for (const list of this.#lists.values()) {
      // Only the server can tell what a search matches.
      if (list.listing.filter.q) continue;
      list.announce(rows.map(({ id }) => id).filter((id) => list.belongs(id)));
    }
  }

  /** Call it when a read of an opened item starts. @returns what `putDetail` needs to tell which read is the latest */
  startRead(): number {
    this.#reads += 1;
    return this.#reads;
  }

  putDetail(detail: ItemDetail, read = this.startRead()): void {
    const { item } = detail;
    this.#rows.put(item);
    if ((this.#storedReads.get(item.id) ?? 0) > read) return;
    this.#storedReads.set(item.id, read);
    const content = contentOf(detail);
    this.#contents.put(mergeContent(this.#contents.confirmed(item.id), content));
  }

  /** Puts earlier messages in front, unless other ones were put there since `cursor` was read. */
  putEarlierMessages(
    id: string,
    cursor: string,
    page: { messages: MessageView[]; earlierCursor: string | null },
  ): void {
    const content = this.#contents.confirmed(id);
    if (content?.earlierCursor !== cursor) return;
    const { messages, earlierCursor } = page;
    this.#contents.put({ ...content, messages: [...messages, ...content.messages], earlierCursor });
  }

  forgetContent(id: string): void {
    this.#contents.delete(id);
    this.#storedReads.delete(id);
  }

  /** Shows a change of a row at once. */
  changeRow(id: string, change: (row: ItemRow) => Partial<ItemRow>): OptimisticChange {
    this.#failures.delete(id);
    return this.#rows.change(id, (row) => ({ ...row, ...change(row) }));
  }

  /** Shows a change of an opened item at once. */
  changeContent(id: string, change: (content: ItemContent) => Partial<ItemContent>): OptimisticChange {
    return this.#contents.change(id, (content) => ({ ...content, ...change(content) }));
  }

  /**
   * Shows an act at once: changes the rows, and folds those that belonged to a list and no longer do.
   * @returns `endChanges` for when the server has answered: what it left in a list comes back there; `unfold` puts rows back
   *   into their lists
   */
  showAct(ids: readonly string[], change: (row: ItemRow) => Partial<ItemRow>) {
    const before = [...this.#lists.values()].map((list) => {
      const shown = new Set(list.state.get().ids);
      return { list, fitting: ids.filter((id) => shown.has(id) && list.belongs(id)) };
    });
    const changes = ids.map((id) => this.changeRow(id, change));
    const folds = before.flatMap(({ list, fitting }) => {
      const leaving = fitting.filter((id) => !list.belongs(id));
      return leaving.length > 0 ? [{ list, leaving, unfold: list.fold(leaving) }] : [];
    });
    return {
      endChanges: () => {
        for (const { end } of changes) end();
        for (const { list, leaving, unfold } of folds) unfold(leaving.filter((id) => list.belongs(id)));
      },
      unfold: (some: readonly string[]) => {
        for (const { unfold } of folds) unfold(some);
      },
    };
  }

  /** Shows beside the row why an act was taken back. */
  setFailure(id: string, reason: string): void {
    this.setFailures([{ id, reason }]);
  }

  /** The same for several rows. A reason that they share is said once. */
  setFailures(failed: readonly { id: string; reason: string }[]): void {
    for (const { id, reason } of failed) {
      this.#failures.set(id, reason);
      this.#rows.notify(id);
    }
    for (const reason of new Set(failed.map((one) => one.reason))) this.#say(reason);
  }

  /** The list for a filter. It starts with the page that the server rendered, where there is one. */
  list(listing: Listing, first: ItemPage | null): ItemList {
    const key = JSON.stringify(listing);
    const known = this.#lists.get(key);
    if (known) return known;
    const list = new ItemList(
      { api: this.#api, rows: this.#rows, myIdOf: this.#myIdOf, slugOf: this.#slugOf },
      listing,
      first,
    );
    this.#lists.set(key, list);
    const oldest = this.#lists.keys().next().value;
    if (this.#lists.size > STORED_LISTS && oldest !== undefined) this.#lists.delete(oldest);
    return list;
  }

  /** Takes items out of all lists, because the member may not see them any more. */
  takeAway(ids: readonly string[]): void {
    for (const list of this.#lists.values()) list.takeAway(ids);
    for (const id of ids) this.forgetContent(id);
  }

  refreshLists(): void {
    for (const list of this.#lists.values()) void list.refresh();
  }
}
