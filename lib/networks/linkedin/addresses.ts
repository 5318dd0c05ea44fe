const API = 'https://api.linkedin.com/rest';

/** What is allowed to stand unencoded in Rest.li's own syntax, `List(A,B)` and `(key:value)`; URNs in it must be encoded. */
type RestLi = { restLi: string };

/** An argument that is written as it is, in Rest.li's syntax ("Protocol version 2.0.0"). */
export function asRestLi(text: string): RestLi {
  return { restLi: text };
}

/**
 * An address of the API. Built by hand, since Rest.li takes encoded parentheses and commas for text.
 * @param path its URNs encoded already ({@link encodeUrn})
 */
export function restUrl(path: string, query: Record<string, string | number | RestLi | undefined> = {}): string {
  const parts = Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [`${name}=${typeof value === 'object' ? value.restLi : encodeUrn(String(value))}`];
  });
  return `${API}/${path}${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
}

/** A URN as paths and queries take it: parentheses and commas are encoded too. */
export function encodeUrn(urn: string): string {
  return encodeURIComponent(urn).replace(/[()]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
}

/**
 * A comment's URN in its long spelling. Notifications shorten what it stands on: `(activity:1,2)` for
 * `(urn:li:activity:1,2)`.
 */
export function normalUrn(urn: string): string {
  return urn.replace(/^urn:li:comment:\((?!urn:li:)/, 'urn:li:comment:(urn:li:');
}

/** What a comment's URN is made of: the post's activity it stands under, and its own id there. Null for anything else. */
export function partsOfComment(urn: string): { root: string; id: string } | null {
  const [, root, id] = /^urn:li:comment:\((urn:li:\w+:\w+),(\w+)\)$/.exec(normalUrn(urn)) ?? [];
  return root && id ? { root, id } : null;
}

/** The last part of a URN: the bare id. */
export function idOf(urn: string): string {
  return urn.slice(urn.lastIndexOf(':') + 1);
}

/** The page of a post. LinkedIn's website has it so; no document promises it. */
export function postUrl(urn: string): string {
  return `https://www.linkedin.com/feed/update/${urn}`;
}
