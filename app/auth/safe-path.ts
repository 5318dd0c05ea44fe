/** A path of ours to go back to after the sign-in; anything that leads elsewhere becomes `/`. */
export function safePath(wanted: unknown): string {
  if (typeof wanted !== 'string') return '/';
  const here = 'https://here.invalid';
  try {
    // Parsed as a browser would: `//elsewhere`, `/\elsewhere` and `https:elsewhere` have another origin.
    const url = new URL(wanted, here);
    return wanted.startsWith('/') && url.origin === here ? `${url.pathname}${url.search}${url.hash}` : '/';
  } catch {
    return '/';
  }
}
