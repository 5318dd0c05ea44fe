/** One thing that was done, and how it is taken back. */
export type Undoable = { label: string; run: () => Promise<void> };

const KEPT = 50;

/** What `z` takes back, the latest first. */
export class UndoStack {
  readonly #done: Undoable[] = [];

  push(undoable: Undoable): void {
    this.#done.push(undoable);
    if (this.#done.length > KEPT) this.#done.shift();
  }

  pop(): Undoable | undefined {
    return this.#done.pop();
  }

  /** Takes this one out, when it is undone from elsewhere. @returns false when it was taken back already */
  remove(undoable: Undoable): boolean {
    const index = this.#done.indexOf(undoable);
    if (index < 0) return false;
    this.#done.splice(index, 1);
    return true;
  }
}
