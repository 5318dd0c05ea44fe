import type { InboundAttachment, InboundEvent, InboundMessage } from '../../contract.ts';
import { unlessGoneOrRefused } from '../../kit/unless-gone.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { inboundComment, inboundPost, mentionOfPost, withHiding, type Under } from '../inbound.ts';
import { comment, commentFields, type Comment } from '../wire.ts';
import type { Parsed } from './parsed.ts';
import type { PostReader } from './post-reader.ts';
import type { FeedValue } from './wire.ts';

const POSTS = new Set(['post', 'status', 'photo', 'video', 'share', 'link']);
const ADDED = new Set(['add']);
const EDITED = new Set(['edit', 'edited']);
const REMOVED = new Set(['remove', 'delete']);
const HIDING = new Map([
  ['hide', true],
  ['unhide', false],
]);

type Happened = { at: Date; posts: PostReader };

/** A change of the Page's feed: a comment, or a post on the Page. Reactions need no answer and are skipped. */
export async function readFeedChange(channel: FacebookChannel, value: FeedValue, happened: Happened): Promise<Parsed> {
  if (value.item === 'comment') return { events: await readComment(channel, value, happened) };
  return POSTS.has(value.item) ? await readPostChange(channel, value, happened) : { events: [] };
}

async function readComment(
  channel: FacebookChannel,
  value: FeedValue,
  { at, posts }: Happened,
): Promise<InboundEvent[]> {
  const { comment_id: externalId, post_id: postId, verb } = value;
  if (!externalId) return [];
  const said = value.created_time ?? at;
  if (REMOVED.has(verb)) return [{ type: 'message_deleted', externalId, deletedAt: at }];
  const hidden = HIDING.get(verb);
  if (hidden !== undefined) return [{ type: 'message_hidden', externalId, hidden }];
  if (!postId || !(ADDED.has(verb) || EDITED.has(verb))) return [];
  const under = await posts.under(postId, value);
  const isFull = value.from !== undefined && value.message !== undefined;
  // For the Page's own answers we must know whom they answer, and incomplete comments must be completed: both are
  // read.
  const isOwn = value.from?.id === channel.account.externalId;
  const node = isFull && !isOwn ? null : await readNode(channel, externalId);
  const message = node
    ? inboundComment(node, under, channel.account)
    : messageOf(channel, value, { externalId, said, under });
  const event: InboundMessage = EDITED.has(verb) ? { ...message, editedAt: value.edited_time ?? at } : message;
  return withHiding(event, node?.is_hidden);
}

/** A comment from the webhook's fields alone. */
function messageOf(
  channel: FacebookChannel,
  value: FeedValue,
  { externalId, said, under }: { externalId: string; said: Date; under: Under },
): InboundMessage {
  const { from, message, parent_id: parentId, post_id: postId, post } = value;
  const isReply = parentId !== undefined && parentId !== postId;
  const reported: Comment = {
    id: externalId,
    message: message ?? '',
    created_time: said,
    ...(from ? { from } : {}),
    ...(isReply ? { parent: { id: parentId } } : {}),
    ...(post?.permalink_url ? { permalink_url: linkTo(post.permalink_url, externalId) } : {}),
  };
  const attachments = attachmentsOf(value);
  return { ...inboundComment(reported, under, channel.account), ...(attachments.length > 0 ? { attachments } : {}) };
}

/** UNVERIFIED: the form of a comment's address, as seen on the website. */
function linkTo(postUrl: string, commentId: string): string {
  const url = URL.parse(postUrl);
  url?.searchParams.set('comment_id', commentId.split('_').at(-1) ?? commentId);
  return url?.href ?? postUrl;
}

async function readPostChange(channel: FacebookChannel, value: FeedValue, { at, posts }: Happened): Promise<Parsed> {
  const { post_id: externalId, verb, from } = value;
  if (!externalId) return { events: [] };
  const isOwn = from?.id === channel.account.externalId;
  const hidden = HIDING.get(verb);
  if (REMOVED.has(verb)) return { events: isOwn ? [] : [{ type: 'message_deleted', externalId, deletedAt: at }] };
  if (hidden !== undefined) return { events: isOwn ? [] : [{ type: 'message_hidden', externalId, hidden }] };
  if (!ADDED.has(verb) && !EDITED.has(verb)) return { events: [] };
  const node = await posts.read(externalId);
  if (isOwn || (node && node.from?.id === channel.account.externalId)) {
    return { events: [], ...(node ? { posts: [inboundPost(node, channel.account)] } : {}) };
  }
  const message = mentionOfPost(node ?? postOf(value, externalId, at), 'visitor_post');
  const attachments = node ? message.attachments : attachmentsOf(value);
  return {
    events: [
      {
        ...message,
        ...(attachments?.length ? { attachments } : {}),
        ...(EDITED.has(verb) ? { editedAt: value.edited_time ?? at } : {}),
      },
    ],
  };
}

function postOf(value: FeedValue, id: string, at: Date) {
  const { from, message, created_time: created, post } = value;
  return {
    id,
    message: message ?? '',
    created_time: created ?? at,
    ...(from ? { from } : {}),
    ...(post?.permalink_url ? { permalink_url: post.permalink_url } : {}),
  };
}

function attachmentsOf({ photo, photos, video, link }: FeedValue): InboundAttachment[] {
  return [
    ...[...(photo ? [photo] : []), ...(photos ?? [])].map((url) => ({ kind: 'image' as const, url })),
    ...(video ? [{ kind: 'video' as const, url: video }] : []),
    // With pictures, the link is only the picture's own page.
    ...(link && !photo && !photos?.length && !video ? [{ kind: 'link' as const, url: link }] : []),
  ];
}

async function readNode(channel: FacebookChannel, id: string): Promise<Comment | null> {
  return await unlessGoneOrRefused(callGraph(channel, { path: id, query: { fields: commentFields }, schema: comment }));
}
