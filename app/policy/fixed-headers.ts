type Header = { key: string; value: string };

/** Headers of every answer: pages, files, the API, webhooks, health. */
export const everyAnswer: readonly Header[] = [
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
];

/**
 * Headers of every answer that is not a page: JSON, media, webhooks, health. Opened directly in a browser, none of them can
 * load, run or send anything. In Next they override what a route sets, so they are as strict as the strictest route.
 */
export const apiAnswer: readonly Header[] = [
  { key: 'Content-Security-Policy', value: `default-src 'none'; sandbox; frame-ancestors 'none'` },
  { key: 'Referrer-Policy', value: 'no-referrer' },
];

/** For two years the browser uses only TLS. Only for this host: other hosts of the domain may not be ours. */
export const STRICT_TRANSPORT = 'max-age=63072000';
