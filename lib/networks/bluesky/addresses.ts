/** The collections of a repository that we read or write. */
export const collections = {
  post: 'app.bsky.feed.post',
  like: 'app.bsky.feed.like',
  threadgate: 'app.bsky.feed.threadgate',
  block: 'app.bsky.graph.block',
} as const;

export type Collection = (typeof collections)[keyof typeof collections];

export type RecordAddress = { did: string; collection: string; rkey: string };

/** Parses `at://did/collection/rkey`. @returns null for any other form */
export function parseUri(uri: string): RecordAddress | null {
  const match = /^at:\/\/(did:[^/]+)\/([^/]+)\/([^/?#]+)$/.exec(uri);
  const [, did, collection, rkey] = match ?? [];
  return did && collection && rkey ? { did, collection, rkey } : null;
}

export function uriOf(did: string, collection: Collection, rkey: string): string {
  return `at://${did}/${collection}/${rkey}`;
}

/** The account that owns the record's repository: its author. */
export function authorOf(uri: string): string {
  return parseUri(uri)?.did ?? '';
}

/** The post's page in the network's own web client; no specification documents its form. */
export function postUrl(uri: string): string | undefined {
  const address = parseUri(uri);
  return address ? `https://bsky.app/profile/${address.did}/post/${address.rkey}` : undefined;
}

export function profileUrl(did: string): string {
  return `https://bsky.app/profile/${did}`;
}
