/**
 * The address if it may be linked: http or https, with a host; null for anything else. Addresses from networks and members
 * are not trusted, and neither is one that browsers parse differently from how it looks.
 */
export function webUrl(url: string | null | undefined): string | null {
  if (!url || !/^https?:\/\/[^\s/\\]/iu.test(url)) return null;
  const parsed = URL.parse(url);
  return parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? url : null;
}

/** Opens a web address in a new tab that has no access to this one. Ignores anything else. */
export function openWebUrl(url: string | null | undefined): void {
  const address = webUrl(url);
  if (address !== null) window.open(address, '_blank', 'noopener,noreferrer');
}
