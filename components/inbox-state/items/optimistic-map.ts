type Versioned = { id: string; version: number };

type Change<Value> = {
  apply: (value: Value) => Value;
  /** The version that includes the change; null until the server has accepted it. */
  confirmedBy: number | null;
};

export type OptimisticChange = {
  /** Removes the change now: the server refused it, or its result is already stored. */
  end: () => void;
  /** Removes the change as soon as a value of this version or later is stored. */
  endAtVersion: (version: number) => void;
  /** Removes the change when a value is stored next: the server accepted it, and the next read includes it. */
  endAtNextPut: () => void;
};

/**
 * Values by id as the server last sent them, and on top of them the changes that it has not confirmed yet. Storing a newer
 * value keeps those changes, and removing a change keeps what arrived in between. Listeners are called for their own id only.
 */
export class OptimisticMap<Value extends Versioned> {
  readonly #confirmed = new Map<string, Value>();
  /** The value that was stored first: while React hydrates a part of the page, it must show what the server drew. */
  readonly #first = new Map<string, Value>();
  readonly #shown = new Map<string, Value>();
  readonly #changes = new Map<string, Set<Change<Value>>>();
  readonly #listeners = new Map<string, Set<() => void>>();

  get = (id: string): Value | undefined => this.#shown.get(id);

  first = (id: string): Value | undefined => this.#first.get(id);

  confirmed(id: string): Value | undefined {
    return this.#confirmed.get(id);
  }

  /** Stores what the server sent, unless something newer is stored. */
  put(value: Value): void {
    const known = this.#confirmed.get(value.id);
    if (known && known.version > value.version) return;
    if (!known) this.#first.set(value.id, value);
    this.#confirmed.set(value.id, value);
    for (const change of this.#changes.get(value.id) ?? []) {
      if (change.confirmedBy !== null && change.confirmedBy <= value.version) this.#drop(value.id, change);
    }
    this.#refresh(value.id);
  }

  change(id: string, apply: (value: Value) => Value): OptimisticChange {
    const change: Change<Value> = { apply, confirmedBy: null };
    const changes = this.#changes.get(id) ?? new Set();
    this.#changes.set(id, changes.add(change));
    this.#refresh(id);
    const end = () => {
      this.#drop(id, change);
      this.#refresh(id);
    };
    return {
      end,
      endAtVersion: (version) => {
        change.confirmedBy = version;
        if ((this.#confirmed.get(id)?.version ?? -1) >= version) end();
      },
      endAtNextPut: () => {
        change.confirmedBy = 0;
      },
    };
  }

  delete(id: string): void {
    this.#confirmed.delete(id);
    this.#first.delete(id);
    this.#shown.delete(id);
    this.#changes.delete(id);
    this.notify(id);
  }

  subscribe = (id: string, listener: () => void): (() => void) => {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  };

  notify(id: string): void {
    for (const listener of this.#listeners.get(id) ?? []) listener();
  }

  #drop(id: string, change: Change<Value>): void {
    const changes = this.#changes.get(id);
    changes?.delete(change);
    if (changes?.size === 0) this.#changes.delete(id);
  }

  #refresh(id: string): void {
    let value = this.#confirmed.get(id);
    if (!value) return;
    for (const { apply } of this.#changes.get(id) ?? []) value = apply(value);
    this.#shown.set(id, value);
    this.notify(id);
  }
}
