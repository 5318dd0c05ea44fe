'use client';
import { createContext, use, useEffect, useMemo, useSyncExternalStore } from 'react';
import { isOverlayStep } from '#components/ui/overlays/overlay-history.ts';
import { filterOf, sortOf } from './filter.ts';
import { setRoute, parseRoute, readRouteIfSet, type Route, subscribeRoute, writeAddress } from './route-store.ts';

/** The route that the server rendered, until the route store is set. */
export const InitialRoute = createContext<Route | null>(null);

/**
 * A part of the route; null on a page outside the inbox. Only a change of that part renders again: a step from item to item
 * must not render what shows the view.
 */
export function useMaybeRoute<Part extends string | null>(select: (route: Route) => Part): Part | null {
  const initial = use(InitialRoute);
  const ofInitial = initial ? select(initial) : null;
  return useSyncExternalStore(
    subscribeRoute,
    () => {
      const live = readRouteIfSet();
      if (live === undefined) return ofInitial;
      return live ? select(live) : null;
    },
    () => ofInitial,
  );
}

/** A part of the route of the inbox. */
export function useRoute<Part extends string | null>(select: (route: Route) => Part): Part {
  const initial = use(InitialRoute);
  const read = () => {
    const known = readRouteIfSet() ?? initial;
    if (!known) throw new Error('useRoute needs an InitialRoute above it');
    return select(known);
  };
  // A part that becomes interactive late is compared with what the server rendered, although the route may have changed since.
  return useSyncExternalStore(subscribeRoute, read, initial ? () => select(initial) : read);
}

/** The filter and sort that the address names. */
export function useListing() {
  const view = useRoute((route) => route.view);
  const query = useRoute((route) => route.query);
  return useMemo(() => {
    const search = new URLSearchParams(query);
    return { filter: filterOf(view, search), sort: sortOf(view, search) };
  }, [view, query]);
}

/** Follows the browser's back and forward buttons. */
export function useBrowserHistory(): void {
  useEffect(() => {
    const follow = (event: PopStateEvent) => {
      if (isOverlayStep(event)) {
        writeAddress();
        return;
      }
      const route = parseRoute(location.pathname, location.search.slice(1));
      if (route) setRoute(route);
    };
    window.addEventListener('popstate', follow);
    window.addEventListener('pagehide', writeAddress);
    return () => {
      window.removeEventListener('popstate', follow);
      window.removeEventListener('pagehide', writeAddress);
    };
  }, []);
}
