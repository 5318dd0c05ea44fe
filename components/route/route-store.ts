import { isView, type View } from './filter.ts';

/** Where the inbox is: the view, what narrows it, the open item. All of it is in the address. */
export type Route = { slug: string; view: View; itemId: string | null; query: string };

/** Undefined until the first page of this tab has said where it is. */
let current: Route | null | undefined;
const listeners = new Set<() => void>();

export function parseRoute(pathname: string, query: string): Route | null {
  const [, w, slug, view, itemId] = pathname.split('/');
  if (w !== 'w' || !slug || !view || !isView(view)) return null;
  return { slug: decodeURIComponent(slug), view, itemId: itemId ? decodeURIComponent(itemId) : null, query };
}

export function pathOf({ slug, view, itemId, query }: Route): string {
  const item = itemId ? `/${encodeURIComponent(itemId)}` : '';
  return `/w/${encodeURIComponent(slug)}/${view}${item}${query ? `?${query}` : ''}`;
}

/** Sets the route without touching the history: on arrival, and when the browser goes back. */
export function adoptRoute(route: Route | null): void {
  current = route;
  for (const listener of listeners) listener();
}

/**
 * Goes to another place in the inbox at once; the address follows in the same tick.
 * `replace` leaves no entry in the history: used while walking through the list.
 */
export function go(change: Partial<Route>, { replace = false } = {}): void {
  if (!current) return;
  const next = { ...current, ...change };
  if (pathOf(next) === pathOf(current)) return;
  adoptRoute(next);
  if (replace) window.history.replaceState(null, '', pathOf(next));
  else window.history.pushState(null, '', pathOf(next));
}

export function readRoute(): Route | null {
  return current ?? null;
}

export function readLive(): Route | null | undefined {
  return current;
}

export function subscribeRoute(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
