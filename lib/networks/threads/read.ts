import { withOptionalFields } from '../kit/meta/optional-fields.ts';
import { edgeKey, edgesOf, foundSize, isTooMuch } from '../kit/meta/readable-page.ts';
import { toUnix } from '../kit/meta/times.ts';
import { leftOut } from '../kit/entries.ts';
import { atReadableSize } from '../kit/page-size.ts';
import { isGone, unlessGone } from '../kit/unless-gone.ts';
import type { ThreadsChannel } from './credentials.ts';
import { callThreads } from './calls.ts';
import { limits } from './limits.ts';
import { author, media, mediaPage, mentionFields, nothing, postFields, replyFields, type Media } from './wire.ts';

export type ListPage = { data: Media[]; after: string | undefined };
type Where = { after?: string | undefined; since?: Date };

/** The account's own posts, newest first. */
export const readPosts = (channel: ThreadsChannel, where: Where) =>
  readList(channel, 'me/threads', { ...where, fields: postFields });

/** The account's own answers anywhere, newest first. */
export const readOwnReplies = (channel: ThreadsChannel, where: Where) =>
  readList(channel, 'me/replies', { ...where, fields: replyFields });

/** Posts that name the account, newest first. */
export const readMentions = (channel: ThreadsChannel, where: Where) =>
  readList(channel, 'me/mentions', { ...where, fields: mentionFields });

/** Everything under one of the account's own posts in one list, newest first. */
export const readConversation = (channel: ThreadsChannel, rootId: string, after?: string) =>
  readList(channel, `${rootId}/conversation`, { after, fields: replyFields, reverse: true });

/** The answers under one of the account's own posts that await its approval. */
export const readPending = (channel: ThreadsChannel, rootId: string) =>
  readList(channel, `${rootId}/pending_replies`, { fields: replyFields, approval_status: 'pending' });

/** A post or an answer by its id; null when it is gone or hidden from us. */
export async function readOne(channel: ThreadsChannel, id: string, fields: string): Promise<Media | null> {
  const edge = edgeKey(channel, '{id}');
  return await unlessGone(
    withOptionalFields(
      { edge, fields, optional, found: channel.findings?.[`refused ${edge.slice(edgesOf(channel).length)}`] },
      (asked) => callThreads(channel, { path: id, query: { fields: asked }, schema: media }),
    ),
  );
}

/** The author of a post; undefined when it is gone or hidden from us. */
export async function readAuthor(channel: ThreadsChannel, id: string): Promise<string | undefined> {
  const found = await unlessGone(callThreads(channel, { path: id, query: { fields: 'id,username' }, schema: author }));
  return found?.username;
}

/** Whether a post is gone or hidden from us. */
export function isAway(channel: ThreadsChannel, id: string): Promise<boolean> {
  return isGone(callThreads(channel, { path: id, query: { fields: 'id,username' }, schema: nothing }));
}

/** UNVERIFIED for `conversation` and `replies`: the reference does not list them there, the network's own collection does. */
const optional = ['alt_text', 'link_attachment_url'];

async function readList(
  channel: ThreadsChannel,
  path: string,
  { since, fields, ...query }: Where & { fields: string; reverse?: boolean; approval_status?: string },
): Promise<ListPage> {
  const edge = edgeKey(channel, path);
  const { answer, size } = await atReadableSize(
    { key: edge, largest: limits.page, found: foundSize(channel, path), isTooMuch },
    (limit) =>
      withOptionalFields(
        { edge, fields, optional, found: channel.findings?.[`refused ${edge.slice(edgesOf(channel).length)}`] },
        (asked) =>
          callThreads(channel, {
            path,
            query: { ...query, fields: asked, limit, since: since && toUnix(since) },
            schema: mediaPage,
          }),
      ),
  );
  const { data, paging } = answer;
  const following = paging?.cursors?.after;
  // The network's own examples have no `next`, so a full page may continue without it.
  const goesOn = paging?.next !== undefined || data.length + leftOut(data) >= size;
  return { data, after: goesOn && following !== query.after ? following : undefined };
}
