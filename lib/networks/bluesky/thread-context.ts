import { authorOf, parseUri, collections } from './addresses.ts';
import { limits } from './limits.ts';
import type { Session } from './session.ts';
import { postRecord, postsAnswer, type PostRecord, type PostView } from './wire.ts';

/** Posts by their address. */
export type Posts = Map<string, PostView>;

/** How many levels above a reply are read; a longer chain is completed by reading its whole thread. */
const MAX_GENERATIONS = 10;

/** Reads posts by address. Deleted posts and those of blocked authors are missing from the answer. */
export async function readPosts(session: Session, uris: Iterable<string>): Promise<Posts> {
  const wanted = [...new Set(uris)].filter((uri) => parseUri(uri)?.collection === collections.post);
  const posts: Posts = new Map();
  for (let from = 0; from < wanted.length; from += limits.postsPerRead) {
    const chunk = wanted.slice(from, from + limits.postsPerRead);
    const answer = await session.query('app.bsky.feed.getPosts', { uris: chunk }, postsAnswer);
    for (const post of answer.posts) posts.set(post.uri, post);
  }
  return posts;
}

/** Adds the context of posts: their parents up to the root, and the account's own posts that they quote. */
export async function addContext(session: Session, posts: Posts): Promise<void> {
  const tried = new Set(posts.keys());
  for (let generation = 0; generation < MAX_GENERATIONS; generation += 1) {
    const missing = [...posts.values()]
      .flatMap((post) => contextOf(post, session.did))
      .filter((uri) => !tried.has(uri));
    if (missing.length === 0) return;
    for (const uri of missing) tried.add(uri);
    for (const [uri, post] of await readPosts(session, missing)) posts.set(uri, post);
  }
}

/** A post's record, or null when it is not one by the Lexicon: anybody can write anything into their repository. */
export function recordOf(post: PostView): PostRecord | null {
  return postRecord.safeParse(post.record).data ?? null;
}

/** The account's own post that a post quotes, if any. */
export function quotedUri(record: PostRecord, did: string): string | undefined {
  const uri = deepUri(record.embed?.record);
  return uri && authorOf(uri) === did && parseUri(uri)?.collection === collections.post ? uri : undefined;
}

function contextOf(post: PostView, did: string): string[] {
  const record = recordOf(post);
  if (!record) return [];
  const quoted = quotedUri(record, did);
  return [record.reply?.root.uri, record.reply?.parent.uri, quoted].filter((uri) => uri !== undefined);
}

/** `embed.record` of a quote is a reference; of a quote with media it is one level deeper. */
function deepUri(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('uri' in value && typeof value.uri === 'string') return value.uri;
  return 'record' in value ? deepUri(value.record) : undefined;
}
