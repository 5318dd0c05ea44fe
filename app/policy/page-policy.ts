import { createHash } from 'node:crypto';
import { rememberEarlyKeys } from '#components/keys/early-keys.ts';

/** The one script that stands in our own HTML. It never changes, so its hash admits it and it needs no nonce. */
const earlyKeysHash = `'sha256-${createHash('sha256').update(rememberEarlyKeys).digest('base64')}'`;

/**
 * The Content-Security-Policy of one page. Only scripts that carry the page's nonce run, and what those load; nothing
 * may be loaded from elsewhere. Pictures and films of the networks come through our own addresses, so that nobody out
 * there learns who looks.
 * @param nonce random, made for this one answer
 */
export function pagePolicy(nonce: string, { isDevelopment = false } = {}): string {
  return [
    `default-src 'self'`,
    // React needs `eval` in development to show where an error came from.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' ${earlyKeysHash}${isDevelopment ? ` 'unsafe-eval'` : ''}`,
    // Rows and widths are placed by style attributes, which can carry no nonce.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self'`,
    `media-src 'self'`,
    `font-src 'self' data:`,
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
