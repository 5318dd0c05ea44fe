'use client';
import { createContext, use, useEffect, useMemo, useSyncExternalStore } from 'react';
import { filterOf, sortOf } from './filter.ts';
import { adoptRoute, parseRoute, readLive, readRoute, type Route, subscribeRoute } from './route-store.ts';

/** The route that the page was rendered for, until the browser's own takes over. */
export const InitialRoute = createContext<Route | null>(null);

/** The route of the inbox; null on a page beside it. */
export function useMaybeRoute(): Route | null {
  const initial = use(InitialRoute);
  const route = useSyncExternalStore(subscribeRoute, readLive, () => undefined);
  return route === undefined ? initial : route;
}

export function useRoute(): Route {
  const initial = use(InitialRoute);
  const route = useSyncExternalStore(subscribeRoute, readRoute, () => null);
  const known = route ?? initial;
  if (!known) throw new Error('useRoute needs an InitialRoute above it');
  return known;
}

/** What the address asks to see, as the list's request. */
export function useListing() {
  const { view, query } = useRoute();
  return useMemo(() => {
    const search = new URLSearchParams(query);
    return { filter: filterOf(view, search), sort: sortOf(view, search) };
  }, [view, query]);
}

/** Follows the browser's back and forward. */
export function useBrowserHistory(): void {
  useEffect(() => {
    const follow = () => {
      const route = parseRoute(location.pathname, location.search.slice(1));
      if (route) adoptRoute(route);
    };
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
}
