/** The longest address that we store, in characters; signed media addresses are long. */
const LONGEST = 4096;
/** Addresses that need no parser: a host name, no credentials, no port. */
const PLAIN = /^https?:\/\/(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#][!-~]*)?$/i;

/**
 * Returns an address that may be shown as a link or an image: http or https, without credentials. Anything else is
 * undefined, also an address of more than 4,096 characters: a truncated one would lead elsewhere.
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
