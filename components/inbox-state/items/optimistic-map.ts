import type { ItemRow } from '#lib/items/types.ts';

type Change = (row: ItemRow) => Partial<ItemRow>;

/**
 * The rows as the server last told them, and over them what the member has just done and the server has not yet said.
 * A row that changes wakes only those who watch it.
 */
export class RowStore {
  readonly #told = new Map<string, ItemRow>();
  readonly #shown = new Map<string, ItemRow>();
  readonly #changes = new Map<string, Set<Change>>();
  readonly #reasons = new Map<string, string>();
  readonly #listeners = new Map<string, Set<() => void>>();

  get = (id: string): ItemRow | undefined => this.#shown.get(id);

  /** Why the last act on this row was taken back. */
  reason = (id: string): string | undefined => this.#reasons.get(id);

  put(rows: readonly ItemRow[]): void {
    for (const row of rows) {
      const known = this.#told.get(row.id);
      if (known && known.version > row.version) continue;
      this.#told.set(row.id, row);
      this.#draw(row.id);
    }
  }

  /** Shows a change at once. @returns what ends it: call it when the server has spoken */
  change(id: string, change: Change): () => void {
    const changes = this.#changes.get(id) ?? new Set();
    changes.add(change);
    this.#changes.set(id, changes);
    this.#reasons.delete(id);
    this.#draw(id);
    return () => {
      changes.delete(change);
      this.#draw(id);
    };
  }

  setReason(id: string, reason: string | null): void {
    if (reason) this.#reasons.set(id, reason);
    else this.#reasons.delete(id);
    this.#wake(id);
  }

  subscribe = (id: string, listener: () => void): (() => void) => {
    const listeners = this.#listeners.get(id) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(id, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  };

  #draw(id: string): void {
    const told = this.#told.get(id);
    if (!told) return;
    let shown = told;
    for (const change of this.#changes.get(id) ?? []) shown = { ...shown, ...change(shown) };
    this.#shown.set(id, shown);
    this.#wake(id);
  }

  #wake(id: string): void {
    for (const listener of this.#listeners.get(id) ?? []) listener();
  }
}
