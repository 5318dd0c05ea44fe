import type { IncomingHttpHeaders } from 'node:http';

/** A header that says "now" would make a caller repeat the same call in a loop. */
const SHORTEST_PAUSE_MS = 1_000;

/**
 * When a server accepts calls again, from the `Retry-After` header (RFC 9110, section 10.2.3: seconds or a date).
 * @returns at least a second from now; null when the header is absent or unreadable
 */
export function retryAfter(headers: IncomingHttpHeaders, now: Date): Date | null {
  const text = headers['retry-after'];
  if (text === undefined || text.trim() === '') return null;
  const seconds = Number(text);
  const until = Number.isFinite(seconds) ? now.getTime() + seconds * 1000 : Date.parse(text);
  return Number.isNaN(until) ? null : new Date(Math.max(until, now.getTime() + SHORTEST_PAUSE_MS));
}
