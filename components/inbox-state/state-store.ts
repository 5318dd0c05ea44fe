import { useSyncExternalStore } from 'react';

/** A state that components subscribe to by the part they need. */
export class StateStore<State extends object> {
  #state: State;
  readonly #initial: State;
  readonly #listeners = new Set<() => void>();

  constructor(initial: State) {
    this.#state = initial;
    this.#initial = initial;
  }

  get = (): State => this.#state;
  getInitial = (): State => this.#initial;

  set = (change: Partial<State>): void => {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** @param select must return the same value (by `===`) for the same state, or React renders forever */
export function useStateStore<State extends object, Part>(
  store: StateStore<State>,
  select: (state: State) => Part,
): Part {
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.get()),
    () => select(store.getInitial()),
  );
}
