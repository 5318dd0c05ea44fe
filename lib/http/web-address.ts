/** Longest address that is stored, in characters; signed addresses of media are long. */
const LONGEST = 4096;
/** What needs no parser: a name as a host, no credentials, no port. */
const PLAIN = /^https?:\/\/(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#][!-~]*)?$/i;

/**
 * An address that may be shown as a link or an image: http or https, without credentials. Anything else is nothing,
 * also an address beyond 4,096 characters: a part of one leads elsewhere.
 */
export function webAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > LONGEST) return undefined;
  if (PLAIN.test(value) && !value.includes('xn--')) return value;
  const url = URL.parse(value.toWellFormed());
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  url.username = '';
  url.password = '';
  return url.href.length > LONGEST ? undefined : url.href;
}
