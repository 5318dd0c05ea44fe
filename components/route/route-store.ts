import { isView, type View } from './filter.ts';

/** Where the inbox is: the view, what narrows it, the open item. All of it is in the address. */
export type Route = { slug: string; view: View; itemId: string | null; query: string };

/** Undefined until the first page of this tab has said where it is. */
let current: Route | null | undefined;
/** Browsers allow few changes of the address a second: stepping through the list writes it once it rests. */
const REST_MS = 120;
let resting: ReturnType<typeof setTimeout> | undefined;
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
export function setRoute(route: Route | null): void {
  clearTimeout(resting);
  current = route;
  for (const listener of listeners) listener();
}

/**
 * Goes to another place in the inbox at once; the address follows in the same tick.
 * `replace` leaves no entry in the history: used while walking through the list.
 */
export function navigate(change: Partial<Route>, { replace = false } = {}): void {
  if (!current) return;
  const next = { ...current, ...change };
  if (pathOf(next) === pathOf(current)) return;
  const before = current;
  setRoute(next);
  if (replace) resting = setTimeout(writeAddress, REST_MS);
  else {
    // The entry that is left shows where it was left.
    write(before);
    window.history.pushState(null, '', pathOf(next));
  }
}

/** Lets the address say where we are. */
export function writeAddress(): void {
  if (current) write(current);
}

function write(route: Route): void {
  if (location.pathname + location.search !== pathOf(route)) window.history.replaceState(null, '', pathOf(route));
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
