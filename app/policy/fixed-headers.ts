type Header = { key: string; value: string };

/** On every answer, whatever it is: pages, files, the API, webhooks, health. */
export const everyAnswer: readonly Header[] = [
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
];

/**
 * On every answer that is no page: JSON, media, webhooks, health. Opened alone in a browser, none of it loads, runs or
 * sends anything. Next lets these win over what a route sets, so they are as strict as the strictest route.
 */
export const apiAnswer: readonly Header[] = [
  { key: 'Content-Security-Policy', value: `default-src 'none'; sandbox; frame-ancestors 'none'` },
  { key: 'Referrer-Policy', value: 'no-referrer' },
];

/** Two years; once seen, a browser comes by TLS alone. Only this host: others of its domain are not ours. */
export const STRICT_TRANSPORT = 'max-age=63072000';
