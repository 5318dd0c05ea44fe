/** Something that was done, and how to take it back. */
export type Undoable = {
  label: string;
  /** What a screen reader says of it, in a sentence; the label where it is not given. */
  sentence?: string;
  /** What it did not change, or is still owed. */
  detail?: string;
  run: () => Promise<void>;
};

const LIMIT = 50;

/** What a screen reader says when it is done. */
export function saidOf({ label, sentence = label, detail }: Pick<Undoable, 'label' | 'sentence' | 'detail'>): string {
  return detail ? `${sentence} ${detail}` : sentence;
}

/** What `z` takes back, the latest first. */
export class UndoStack {
  readonly #done: Undoable[] = [];
  readonly #underWay = new Set<Promise<unknown>>();

  /** Tells of work that the server has not answered yet and that may be remembered then. @returns the work */
  during<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    const end = () => this.#underWay.delete(work);
    work.then(end, end);
    return work;
  }

  push(undoable: Undoable): void {
    this.#done.push(undoable);
    if (this.#done.length > LIMIT) this.#done.shift();
  }

  /** Takes the latest entry. What is under way is waited for: it is what the member has just done. */
  async takeLast(): Promise<Undoable | undefined> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    return this.#done.pop();
  }

  /** Removes an entry that is undone from elsewhere. @returns false when it was undone already */
  remove(undoable: Undoable): boolean {
    const index = this.#done.indexOf(undoable);
    if (index < 0) return false;
    this.#done.splice(index, 1);
    return true;
  }
}
