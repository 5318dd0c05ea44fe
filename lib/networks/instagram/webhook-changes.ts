import type { InboundEvent, InboundMessage, InboundPost } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { unlessGoneOrRefused } from '../kit/unless-gone.ts';
import type { InstagramChannel } from './credentials.ts';
import { callGraph } from './calls.ts';
import { authorOf, inboundComment, inboundMentionOfMedia, inboundPost } from './inbound.ts';
import { readComment, readMedia, readThread } from './read.ts';
import { mediaFields, mentionedComment, mentionedMedia, type CommentChange, type Media } from './wire.ts';
import { threadOf } from './inbound.ts';

type Parsed = { events: InboundEvent[]; posts: InboundPost[] };

/** A pushed comment. Its time and its media are read where possible. */
export async function eventsOfComment(
  channel: InstagramChannel,
  change: CommentChange,
  { at, isLive }: { at: Date; isLive: boolean },
): Promise<Parsed> {
  const { account } = channel;
  const mediaId = change.media.id;
  // Nothing of a live broadcast can be read after its end.
  const found = await readComment(channel, change.id);
  const node = {
    id: change.id,
    text: found?.text ?? change.text,
    timestamp: found?.timestamp ?? at,
    username: change.from?.username ?? found?.username,
    from: change.from ?? found?.from,
    parent_id: change.parent_id ?? found?.parent_id,
  };
  const isAnswer = node.parent_id !== undefined && node.from?.id === account.externalId;
  const parent = isAnswer && node.parent_id ? await readThread(channel, node.parent_id) : null;
  const thread = parent ? threadOf(parent) : [node];
  const { ad_id: adId } = change.media;
  const isOnAir = isLive || change.media.media_product_type === 'LIVE';
  const comment = inboundComment(node, { mediaId, thread, account });
  const message: InboundMessage = {
    ...comment,
    ...(adId ? { variant: 'ad' as const } : isOnAir ? { variant: 'live' as const } : {}),
    reference: { ...comment.reference, ...(adId ? { adId } : {}), ...(isOnAir ? { isLive: 'true' } : {}) },
  };
  const post: InboundPost = found?.media
    ? {
        ...inboundPost(found.media, account, adId !== undefined || undefined),
        ...(isOnAir ? { variant: 'live' as const } : {}),
      }
    : {
        externalId: mediaId,
        author: account,
        isOwn: true,
        text: change.media.ad_title ?? '',
        createdAt: at,
        ...(adId ? { variant: 'ad' as const } : isOnAir ? { variant: 'live' as const } : {}),
      };
  return { events: [message], posts: [post] };
}

/** Somebody named the account in a caption or comment of their own. Where it cannot be read, that is said. */
export async function eventsOfMention(
  channel: InstagramChannel,
  { media_id: mediaId, comment_id: commentId }: { media_id: string; comment_id?: string | undefined },
  at: Date,
): Promise<Parsed> {
  const given = { mediaId, commentId };
  const found = await readMention(channel, given);
  return { events: [typeof found === 'string' ? untold(channel, given, { why: found, at }) : found], posts: [] };
}

type Mentioned = { mediaId: string; commentId: string | undefined };
type Untold = 'untold' | 'untold_to_connection';

/**
 * Reads a mention by its ids. The reference has the fields on the node of Facebook Login alone, while the overview lists
 * mentions for Instagram Login too (UNVERIFIED): a refusal is expected. A public picture on which the account is tagged
 * as well stands in the list of tags, which both may read.
 * @returns the mention; or why nobody, or this connection, may read it
 */
async function readMention(
  channel: InstagramChannel,
  { mediaId, commentId }: Mentioned,
): Promise<InboundMessage | Untold> {
  if (channel.findings?.mentions === 'refused') return await elsewhere(channel, { mediaId, commentId });
  try {
    return await (commentId ? mentionInComment(channel, commentId, mediaId) : mentionInCaption(channel, mediaId));
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    if (error.kind === 'gone') return 'untold';
    if (error.kind !== 'refused') throw error;
    return await elsewhere(channel, { mediaId, commentId });
  }
}

async function elsewhere(
  channel: InstagramChannel,
  { mediaId, commentId }: Mentioned,
): Promise<InboundMessage | 'untold_to_connection'> {
  const tagged = commentId ? undefined : await taggedMedia(channel, mediaId);
  return tagged ? inboundMentionOfMedia(tagged) : 'untold_to_connection';
}

async function taggedMedia(channel: InstagramChannel, mediaId: string): Promise<Media | undefined> {
  const page = await unlessGoneOrRefused(readMedia(channel, 'tags'));
  return page?.data.find(({ id }) => id === mediaId);
}

async function mentionInComment(
  channel: InstagramChannel,
  commentId: string,
  mediaId: string,
): Promise<InboundMessage> {
  const { mentioned_comment: said } = await callGraph(channel, {
    path: channel.account.externalId,
    query: {
      fields: `mentioned_comment.comment_id(${commentId}){id,text,timestamp,username,media{id,media_url,permalink}}`,
    },
    schema: mentionedComment,
  });
  const url = said.media?.permalink;
  return {
    type: 'message',
    externalId: said.id,
    kind: 'mention',
    threadExternalId: said.id,
    direction: 'inbound',
    author: authorOf(said, said.id),
    text: said.text,
    createdAt: said.timestamp,
    ...(url ? { url, attachments: [{ kind: 'link', url }] } : {}),
    reference: { mediaId: said.media?.id ?? mediaId, commentId },
  };
}

async function mentionInCaption(channel: InstagramChannel, mediaId: string): Promise<InboundMessage> {
  const { mentioned_media: media } = await callGraph(channel, {
    path: channel.account.externalId,
    query: { fields: `mentioned_media.media_id(${mediaId}){${mediaFields}}` },
    schema: mentionedMedia,
  });
  return inboundMentionOfMedia(media);
}

/** Only that the account was named. No address leads to the place: ids of the API are not those of pages. */
function untold(
  { account }: InstagramChannel,
  { mediaId, commentId }: Mentioned,
  { why, at }: { why: Untold; at: Date },
): InboundMessage {
  const id = commentId ?? mediaId;
  return {
    type: 'message',
    externalId: id,
    kind: 'mention',
    threadExternalId: id,
    direction: 'inbound',
    author: authorOf({}, id),
    text: '',
    createdAt: at,
    variant: why,
    url: `https://www.instagram.com/${account.handle}/`,
    reference: { mediaId, ...(commentId ? { commentId } : {}) },
  };
}
