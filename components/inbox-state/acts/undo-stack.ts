/** Something that was done, and how to take it back. */
export type Undoable = {
  label: string;
  /** What a screen reader says of it, in a sentence; the label where it is not given. */
  sentence?: string;
  /** Resolves to false when nothing was taken back. */
  run: () => Promise<unknown>;
};

const LIMIT = 50;

/** What `z` takes back, the latest first. */
export class UndoStack {
  readonly #done: Undoable[] = [];

  push(undoable: Undoable): void {
    this.#done.push(undoable);
    if (this.#done.length > LIMIT) this.#done.shift();
  }

  pop(): Undoable | undefined {
    return this.#done.pop();
  }

  has(undoable: Undoable): boolean {
    return this.#done.includes(undoable);
  }

  /** Removes an entry that is undone from elsewhere. @returns false when it was undone already */
  remove(undoable: Undoable): boolean {
    const index = this.#done.indexOf(undoable);
    if (index < 0) return false;
    this.#done.splice(index, 1);
    return true;
  }
}
