import { useSyncExternalStore } from 'react';

/** A value that components watch by the part they need. */
export class Store<State extends object> {
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

/** @param select must give the same value for the same state: a part of it, or something made from parts and compared by `===` */
export function useStore<State extends object, Part>(store: Store<State>, select: (state: State) => Part): Part {
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.get()),
    () => select(store.getInitial()),
  );
}
