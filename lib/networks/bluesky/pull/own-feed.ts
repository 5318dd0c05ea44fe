import type { InboundEvent } from '../../contract.ts';
import { changesOfPosts } from './changes.ts';
import { knownAs, watchOwnPosts, type Cursor } from './cursor.ts';
import type { Session } from '../session.ts';
import { afterGap, afterHead, floorOf, type ListPage } from './source.ts';
import { recordOf } from '../thread-context.ts';
import { feedAnswer, type PostView } from '../wire.ts';

const PAGE = 50;
/** The account's own posts are less urgent than what people write to it. */
const FEED_PAUSE_MS = 60_000;

/** The account's newest own posts and replies, wherever they were written. Moves the cursor. */
export async function readFeedHead(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const now = session.now();
  if (now.getTime() - cursor.feedReadAt < FEED_PAUSE_MS) return [];
  const floor = floorOf(cursor.feed, now);
  const page = await readPage(session, {});
  const events = await eventsOf(
    session,
    cursor,
    page.entries.filter((post) => post.indexedAt > floor),
  );
  cursor.feed = afterHead(cursor.feed, page, floor);
  cursor.feedReadAt = now.getTime();
  return events;
}

/** One more page of older posts. Moves the cursor. */
export async function readFeedGap(session: Session, cursor: Cursor): Promise<InboundEvent[]> {
  const open = cursor.feed.gaps.at(-1);
  if (!open) return [];
  const page = await readPage(session, { cursor: open.cursor });
  const events = await eventsOf(
    session,
    cursor,
    page.entries.filter((post) => post.indexedAt > open.floor),
  );
  cursor.feed = afterGap(cursor.feed, page);
  return events;
}

async function readPage(session: Session, query: { cursor?: string }): Promise<ListPage<PostView>> {
  const answer = await readFeed(session, { limit: PAGE, ...query });
  // An entry with a reason is a post that the account reposted or pinned.
  const entries = answer.feed.filter(({ post, reason }) => reason === undefined && post.author.did === session.did);
  return { entries: entries.map(({ post }) => post), cursor: answer.cursor };
}

async function eventsOf(session: Session, cursor: Cursor, entries: PostView[]): Promise<InboundEvent[]> {
  const fresh = entries.filter((post) => knownAs(cursor, post) !== 'same');
  const posts = new Map(fresh.map((post) => [post.uri, post]));
  const roots = fresh.filter((post) => !recordOf(post)?.reply).map(({ uri }) => uri);
  const events = await changesOfPosts(session, cursor, posts.keys(), posts);
  watchOwnPosts(cursor, roots, session.did, session.now());
  return events;
}

/** A page of the account's own posts and replies. */
export function readFeed(session: Session, query: { limit: number; cursor?: string }) {
  return session.query(
    'app.bsky.feed.getAuthorFeed',
    { ...query, actor: session.did, filter: 'posts_with_replies' },
    feedAnswer,
  );
}
