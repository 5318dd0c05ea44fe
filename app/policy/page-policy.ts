import { createHash } from 'node:crypto';
import { rememberEarlyKeys } from '#components/keys/early-keys.ts';

/** The one inline script of our HTML. It never changes, so the policy allows it by its hash, without a nonce. */
const earlyKeysHash = `'sha256-${createHash('sha256').update(rememberEarlyKeys).digest('base64')}'`;

/**
 * The Content-Security-Policy of one page. Only scripts with the page's nonce run, and what they load. Nothing is loaded from
 * other hosts: pictures and videos of the networks come through our own addresses, so that nobody learns who looks at them.
 * @param nonce random, created for this one answer
 */
export function pagePolicy(nonce: string, { isDevelopment = false } = {}): string {
  return [
    `default-src 'self'`,
    // In development React uses `eval` to show where an error came from.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' ${earlyKeysHash}${isDevelopment ? ` 'unsafe-eval'` : ''}`,
    // Rows and widths use style attributes, which can't have a nonce.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self'`,
    `media-src 'self'`,
    `font-src 'self' data:`,
    `worker-src 'self'`,
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
