/**
 * The address as it may be linked: http or https, with a host; null for anything else. What a network or a member hands
 * us is not trusted, and an address that is read differently than it is written is none.
 */
export function webUrl(url: string | null | undefined): string | null {
  if (!url || !/^https?:\/\/[^\s/\\]/iu.test(url)) return null;
  const parsed = URL.parse(url);
  return parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? url : null;
}

/** Opens an address of the web in a tab that knows nothing of this one; anything else is left alone. */
export function openWebUrl(url: string | null | undefined): void {
  const address = webUrl(url);
  if (address !== null) window.open(address, '_blank', 'noopener,noreferrer');
}
