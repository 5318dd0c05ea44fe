/** Any origin does: a path is one of ours when it does not leave the origin that it is resolved against. */
const HERE = 'https://here.invalid';
const LENGTH_LIMIT = 2_000;
/** Browsers drop tabs and line breaks from an address and read a backslash as a slash. */
const UNCLEAR = /[\p{Cc} \\]/u;
/** The same, encoded, and the slash: no path of ours has them, and somebody on the way may decode them. */
const UNCLEAR_ENCODED = /^[^?#]*%(?:[01][0-9a-f]|7f|20|2f|5c)/i;

/**
 * A path of ours to go on to; anything that leads elsewhere becomes `/`. What is checked is what is answered: the
 * resolved path has to resolve to itself, so `/..//elsewhere` does not become `//elsewhere`.
 */
export function safePath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return '/';
  if (wanted.length > LENGTH_LIMIT || UNCLEAR.test(wanted)) return '/';
  const path = resolved(wanted);
  if (path === null || UNCLEAR_ENCODED.test(path) || resolved(path) !== path) return '/';
  return path;
}

/** Path, query and fragment as a browser resolves them here; null when they lead to another origin. */
function resolved(path: string): string | null {
  if (!URL.canParse(path, HERE)) return null;
  const { origin, pathname, search, hash } = new URL(path, HERE);
  return origin === HERE ? `${pathname}${search}${hash}` : null;
}
