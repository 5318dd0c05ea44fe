import { isOverlayEntry, overlayState } from '#components/ui/overlays/overlay-history.ts';
import { isView, type View } from './filter.ts';

/**
 * What the inbox shows: the view, its filter, the open item. All of it is in the address.
 * @property slug the workspace; null: all of the person's
 */
export type Route = { slug: string | null; view: View; itemId: string | null; query: string };

/** Undefined until the first page of this tab has set it. */
let current: Route | null | undefined;
/** Browsers limit changes of the address per second: while the cursor moves, the address waits until it rests. */
const REST_MS = 120;
let resting: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function parseRoute(pathname: string, query: string): Route | null {
  const [, inbox, ...parts] = pathname.split('/');
  const [slug, view, itemId] = inbox === 'all' ? [null, ...parts] : parts;
  if ((inbox !== 'w' && inbox !== 'all') || slug === '' || slug === undefined || !view || !isView(view)) return null;
  return { slug: slug && decodeURIComponent(slug), view, itemId: itemId ? decodeURIComponent(itemId) : null, query };
}

export function pathOf({ slug, view, itemId, query }: Route): string {
  const item = itemId ? `/${encodeURIComponent(itemId)}` : '';
  const inbox = slug === null ? '/all' : `/w/${encodeURIComponent(slug)}`;
  return `${inbox}/${view}${item}${query ? `?${query}` : ''}`;
}

/** Sets the route without changing the browser's history. */
export function setRoute(route: Route | null): void {
  clearTimeout(resting);
  current = route;
  for (const listener of listeners) listener();
}

/**
 * Shows another view, filter or item at once; the address follows.
 * `replace` adds no entry to the browser's history: used when the cursor moves through the list.
 */
export function navigate(change: Partial<Route>, { replace = false } = {}): void {
  if (!current) return;
  const next = { ...current, ...change };
  if (pathOf(next) === pathOf(current)) return;
  const before = current;
  setRoute(next);
  if (replace) resting = setTimeout(writeAddress, REST_MS);
  else if (isOverlayEntry()) window.history.replaceState(null, '', pathOf(next));
  else {
    // Bring the entry that is left up to date first.
    write(before);
    window.history.pushState(null, '', pathOf(next));
  }
}

/** Writes the current route into the address. */
export function writeAddress(): void {
  if (current) write(current);
}

function write(route: Route): void {
  if (location.pathname + location.search !== pathOf(route))
    window.history.replaceState(overlayState(), '', pathOf(route));
}

export function readRoute(): Route | null {
  return current ?? null;
}

/** The current route; undefined before the first page of this tab has set it. */
export function readRouteIfSet(): Route | null | undefined {
  return current;
}

export function subscribeRoute(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
