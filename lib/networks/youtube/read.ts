import type { InboundPost } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { lacksEntries, madeOf } from '../kit/entries.ts';
import { postOf, type Withheld } from './inbound.ts';
import { pageSizes } from './limits.ts';
import type { Session } from './calls.ts';
import { commentPage, type Comment, type Thread, threadPage, videoPage, type Video } from './wire.ts';

const PLAIN = { textFormat: 'plainText' } as const;
const THREAD_PARTS = { part: 'id,snippet,replies', ...PLAIN } as const;

export type ThreadPage = { threads: Thread[]; nextPageToken?: string | undefined };

/** The channel's threads, newest first: of all its videos, or of one. */
export async function readThreads(
  session: Session,
  { videoId, pageToken, moderationStatus }: { videoId?: string; pageToken?: string; moderationStatus?: string } = {},
): Promise<ThreadPage> {
  const query = {
    ...THREAD_PARTS,
    ...(videoId ? { videoId } : { allThreadsRelatedToChannelId: session.channelId }),
    order: 'time',
    maxResults: pageSizes.threads,
    moderationStatus,
    pageToken,
  };
  const page = await session.read('commentThreads', query, threadPage);
  return { threads: page.items, nextPageToken: page.nextPageToken };
}

/** Threads by id. Those that are gone are left out. */
export async function readThreadsById(session: Session, ids: readonly string[]): Promise<Thread[]> {
  const lists: Thread[][] = [];
  for (const part of partsOf(ids)) {
    const { items } = await session.read('commentThreads', { ...THREAD_PARTS, id: part.join(',') }, threadPage);
    lists.push(items);
  }
  return madeOf(lists, lists.flat());
}

/** Comments of any level by id. Those that are gone are left out. */
export async function readCommentsById(session: Session, ids: readonly string[]): Promise<Comment[]> {
  const lists: Comment[][] = [];
  for (const part of partsOf(ids)) {
    const { items } = await session.read('comments', { part: 'snippet', id: part.join(','), ...PLAIN }, commentPage);
    lists.push(items);
  }
  return madeOf(lists, lists.flat());
}

/** A page may be empty and still have a next one, so the number of pages is limited. */
const MAX_REPLY_PAGES = 100;

/** All replies of a thread. @throws NetworkError `gone` when the thread is gone */
export async function readReplies(session: Session, threadId: string): Promise<Comment[]> {
  const replies: Comment[] = [];
  let pageToken: string | undefined;
  for (let pages = 0; pages < MAX_REPLY_PAGES; pages += 1) {
    const query = { part: 'snippet', parentId: threadId, maxResults: pageSizes.replies, pageToken, ...PLAIN };
    const page = await session.read('comments', query, commentPage);
    replies.push(...page.items);
    pageToken = page.nextPageToken;
    if (!pageToken) break;
  }
  return replies;
}

/** The replies of a thread: the ones included in it, if those are all; else they are read. */
export async function repliesOf(session: Session, thread: Thread): Promise<Comment[]> {
  const carried = thread.replies?.comments ?? [];
  if (carried.length >= thread.snippet.totalReplyCount) return carried;
  try {
    return await readReplies(session, thread.id);
  } catch (error) {
    // It was deleted between the two calls: the included replies are reported, and found deleted later.
    if (error instanceof NetworkError && error.kind === 'gone') return carried;
    throw error;
  }
}

const MAX_WITHHELD_PAGES = 2;
const statuses = { held: 'heldForReview', spam: 'likelySpam' } as const;

/** Comments that await approval. `isWhole`: the list was read to its end, and all of it could be read. */
export async function readWithheld(
  session: Session,
  kind: Withheld,
  videoId?: string,
): Promise<{ threads: Thread[]; isWhole: boolean }> {
  const threads: Thread[] = [];
  let isWhole = true;
  let pageToken: string | undefined;
  for (let pages = 0; pages < MAX_WITHHELD_PAGES; pages += 1) {
    const page = await readThreads(session, {
      moderationStatus: statuses[kind],
      ...(videoId ? { videoId } : {}),
      ...(pageToken ? { pageToken } : {}),
    });
    threads.push(...page.threads);
    isWhole &&= !lacksEntries(page.threads) && page.threads.every((one) => !lacksEntries(one.replies?.comments ?? []));
    pageToken = page.nextPageToken;
    if (!pageToken) return { threads, isWhole };
  }
  return { threads, isWhole: false };
}

/** All comments that await approval, for either reason. */
export async function readAllWithheld(session: Session) {
  const lists: { kind: Withheld; threads: Thread[]; isWhole: boolean }[] = [];
  for (const kind of ['held', 'spam'] as const) lists.push({ kind, ...(await readWithheld(session, kind)) });
  return lists;
}

/** The thread of a comment: a reply's id starts with it, as in the examples of CommentThreads. */
export function threadIdOf(id: string): string {
  return id.split('.')[0] ?? id;
}

/** The comments of a withheld thread that are withheld themselves: its first one, or only replies to it. */
export function withheldIn(thread: Thread, kind: Withheld): Comment[] {
  const { topLevelComment } = thread.snippet;
  const isWithheld = ({ snippet }: Comment) => snippet.moderationStatus === statuses[kind];
  const reported = [topLevelComment, ...(thread.replies?.comments ?? [])].filter(isWithheld);
  return reported.length > 0 ? reported : [topLevelComment];
}

export async function readVideos(session: Session, ids: Iterable<string>): Promise<Video[]> {
  const videos: Video[] = [];
  for (const part of partsOf([...new Set(ids)])) {
    const { items } = await session.read('videos', { part: 'snippet,statistics', id: part.join(',') }, videoPage);
    videos.push(...items);
  }
  return videos;
}

/** The videos as posts, each read once in a job. */
export function postReader(session: Session): (ids: Iterable<string>) => Promise<InboundPost[]> {
  const known = new Map<string, InboundPost>();
  return async (ids) => {
    const wanted = [...new Set(ids)];
    const missing = wanted.filter((id) => !known.has(id));
    for (const video of await readVideos(session, missing)) known.set(video.id, postOf(video, session.channelId));
    return wanted.map((id) => known.get(id)).filter((post) => post !== undefined);
  };
}

function partsOf(ids: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let from = 0; from < ids.length; from += pageSizes.ids) parts.push(ids.slice(from, from + pageSizes.ids));
  return parts;
}
