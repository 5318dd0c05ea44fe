'use client';
import { type ComponentType, createElement, useEffect, useState, useSyncExternalStore } from 'react';
import { runWhenIdle } from './when-idle.ts';

export type Preloadable<Props extends object> = ComponentType<Props> & {
  /** Loads it before it is needed. A load that failed is tried again at the next call. */
  preload: () => Promise<void>;
};

/**
 * Loads components once the page is idle, so that each renders at once when it is asked for.
 * @returns whether all are loaded
 */
export function usePreload(components: readonly { preload: () => Promise<void> }[]): boolean {
  const [loaded, setLoaded] = useState(0);
  useEffect(
    () =>
      runWhenIdle(
        components.map(
          ({ preload }) =>
            () =>
              void preload().then(
                () => setLoaded((count) => count + 1),
                // A failed load is tried again when the component is rendered, and reported then.
                () => undefined,
              ),
        ),
      ),
    [components],
  );
  return loaded >= components.length;
}

type OnFailure = { onLoadFailure?: (error: unknown) => void };

/**
 * A component whose code is loaded apart. Once it is loaded it renders at once: unlike `lazy`, it never shows a gap of one frame
 * the first time.
 */
export function preloadable<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): Preloadable<Props & OnFailure> {
  let Loaded: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const preload = async (): Promise<void> => {
    loading ??= load().then((component) => {
      Loaded = component;
      for (const listener of listeners) listener();
    });
    try {
      await loading;
    } catch (error) {
      loading = null;
      throw error;
    }
  };
  function Preloaded({ onLoadFailure, ...props }: Props & OnFailure) {
    const isLoaded = useSyncExternalStore(
      subscribe,
      () => Loaded !== null,
      () => false,
    );
    useEffect(() => {
      if (!isLoaded) preload().catch((error: unknown) => onLoadFailure?.(error));
    }, [isLoaded, onLoadFailure]);
    // What is left after taking our own prop is the component's.
    return Loaded && isLoaded ? createElement(Loaded, props as unknown as Props) : null;
  }
  return Object.assign(Preloaded, { preload });
}
