const API = 'https://api.linkedin.com/rest';

/**
 * The characters that stay unencoded in Rest.li's own syntax, `List(A,B)` and `(key:value)`. URNs in it must be
 * encoded.
 */
type RestLi = { restLi: string };

/** An argument in Rest.li's syntax that is not encoded ("Protocol version 2.0.0"). */
export function asRestLi(text: string): RestLi {
  return { restLi: text };
}

/**
 * An address of the API. Built by hand, because Rest.li treats encoded parentheses and commas as text.
 * @param path with its URNs encoded already ({@link encodeUrn})
 */
export function restUrl(path: string, query: Record<string, string | number | RestLi | undefined> = {}): string {
  const parts = Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [`${name}=${typeof value === 'object' ? value.restLi : encodeUrn(String(value))}`];
  });
  return `${API}/${path}${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
}

/** A URN for paths and queries: parentheses and commas are encoded too. */
export function encodeUrn(urn: string): string {
  return encodeURIComponent(urn).replace(/[()]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
}

/**
 * A comment's URN in its long form. Notifications shorten the part in front: `(activity:1,2)` for
 * `(urn:li:activity:1,2)`.
 */
export function normalUrn(urn: string): string {
  return urn.replace(/^urn:li:comment:\((?!urn:li:)/, 'urn:li:comment:(urn:li:');
}

/** The parts of a comment's URN: the activity of its post, and the comment's own id. Null for any other URN. */
export function partsOfComment(urn: string): { root: string; id: string } | null {
  const [, root, id] = /^urn:li:comment:\((urn:li:\w+:\w+),(\w+)\)$/.exec(normalUrn(urn)) ?? [];
  return root && id ? { root, id } : null;
}

/** The last part of a URN: the bare id. */
export function idOf(urn: string): string {
  return urn.slice(urn.lastIndexOf(':') + 1);
}

/** The web page of a post, as LinkedIn's website has it; not documented. */
export function postUrl(urn: string): string {
  return `https://www.linkedin.com/feed/update/${urn}`;
}
