import type { AppSettings } from '../contract.ts';

/**
 * The address to call: the network's own, or under the address that the operator set for the network.
 * @param official as the network publishes it, query included
 */
export function addressAt(app: Pick<AppSettings, 'baseUrl'>, official: string | URL): URL {
  const url = new URL(official);
  if (!app.baseUrl) return url;
  const base = new URL(app.baseUrl);
  return new URL(base.pathname.replace(/\/$/, '') + url.pathname + url.search, base.origin);
}

/** Adds to an address's query what is defined. */
export function withQuery(url: string | URL, query: Record<string, string | number | boolean | undefined>): URL {
  const full = new URL(url);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) full.searchParams.set(name, String(value));
  }
  return full;
}
