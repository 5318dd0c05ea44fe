import type { InboundAuthor, InboundEvent, InboundMessage, InboundPost } from '../contract.ts';
import type { Comment, Thread, Video } from './wire.ts';

/** The video and thread of a comment. */
export type Place = { topLevel: Comment; videoId: string | undefined; canReply: boolean | undefined };

/** Why a comment is not public: it awaits approval, or the network considers it spam. */
export type Withheld = 'held' | 'spam';

export function placeOf({ snippet }: Thread): Place {
  return { topLevel: snippet.topLevelComment, videoId: snippet.videoId, canReply: snippet.canReply };
}

/**
 * A comment as an inbound message.
 * @param among the known replies of its thread, in which the contact of a brand's reply is found
 */
export function messageOf(
  comment: Comment,
  place: Place,
  given: { brandId: string; among: readonly Comment[]; withheld: Withheld | null },
): InboundMessage {
  const { snippet, id } = comment;
  const { topLevel } = place;
  const videoId = snippet.videoId ?? place.videoId ?? topLevel.snippet.videoId;
  const author = authorOf(comment);
  const isOwn = author.externalId === given.brandId;
  const isReply = id !== topLevel.id;
  const answered = isOwn && isReply ? answeredBy(comment, topLevel, given) : isReply ? topLevel : null;
  const contact = isOwn && answered ? authorOf(answered).externalId : undefined;
  const createdAt = new Date(snippet.publishedAt);
  const updatedAt = new Date(snippet.updatedAt);
  return {
    type: 'message',
    externalId: id,
    kind: 'comment',
    // Without a video it would be a comment on the channel's own page, which the network ended in 2024.
    threadExternalId: videoId ?? topLevel.id,
    direction: isOwn ? 'outbound' : 'inbound',
    author,
    ...(contact !== undefined && contact !== given.brandId ? { contactExternalId: contact } : {}),
    ...(answered ? { parentExternalId: answered.id } : {}),
    ...(videoId ? { postExternalId: videoId } : {}),
    text: textOf(comment),
    createdAt,
    ...(updatedAt > createdAt ? { editedAt: updatedAt } : {}),
    ...(videoId ? { url: commentUrl(videoId, id) } : {}),
    ...(snippet.imageUrl ? { attachments: [{ kind: 'image', url: snippet.imageUrl }] } : {}),
    reference: {
      topLevelId: topLevel.id,
      handle: author.handle,
      // For comments that await approval, the network always says no; once published, they may take replies.
      ...(place.canReply === undefined || given.withheld ? {} : { canReply: String(place.canReply) }),
      ...(snippet.authorChannelId ? {} : { isAuthorKnown: 'false' }),
    },
    ...(given.withheld ? { variant: given.withheld } : {}),
  };
}

/** A message, with an event that it is hidden where only the brand sees it. */
export function eventsOf(message: InboundMessage): InboundEvent[] {
  if (!message.variant) return [message];
  return [message, { type: 'message_hidden', externalId: message.externalId, hidden: true }];
}

export function textOf({ snippet }: Comment): string {
  return snippet.textOriginal ?? snippet.textDisplay;
}

/** The address that the website uses for a comment; not documented. */
export function commentUrl(videoId: string, commentId: string): string {
  return `https://www.youtube.com/watch?v=${encodeURIComponent(videoId)}&lc=${encodeURIComponent(commentId)}`;
}

export function authorOf({ id, snippet }: Comment): InboundAuthor {
  const handle = snippet.authorDisplayName.replace(/^@/, '');
  const channelId = snippet.authorChannelId?.value;
  return {
    // A deleted channel has no id: each of its comments gets an author of its own, so that two people never become
    // one.
    externalId: channelId ?? `comment:${id}`,
    handle,
    name: handle,
    ...(snippet.authorProfileImageUrl ? { avatarUrl: snippet.authorProfileImageUrl } : {}),
    ...(channelId ? { profileUrl: `https://www.youtube.com/channel/${channelId}` } : {}),
  };
}

/**
 * The network has one level of replies: a reply to a reply belongs to the thread and starts with the other person's
 * handle. It answers the latest comment of that handle before it, or the thread's first comment when there is none.
 */
function answeredBy(
  reply: Comment,
  topLevel: Comment,
  { among, brandId }: { among: readonly Comment[]; brandId: string },
): Comment {
  const handle = /^@(\S+)/.exec(textOf(reply))?.[1]?.toLowerCase();
  if (!handle) return topLevel;
  const earlier = among
    .filter((one) => one.id !== reply.id && publishedAt(one) <= publishedAt(reply))
    .filter((one) => authorOf(one).externalId !== brandId && authorOf(one).handle.toLowerCase() === handle)
    .toSorted((one, other) => publishedAt(one) - publishedAt(other));
  return earlier.at(-1) ?? topLevel;
}

/** In epoch milliseconds; the network's times are whole seconds. */
export function publishedAt({ snippet }: Comment): number {
  return Date.parse(snippet.publishedAt);
}

export function postOf({ id, snippet, statistics }: Video, brandId: string): InboundPost {
  const url = `https://www.youtube.com/watch?v=${encodeURIComponent(id)}`;
  const shown = snippet.thumbnails?.high ?? snippet.thumbnails?.medium ?? snippet.thumbnails?.default;
  const replies = Number(statistics?.commentCount ?? Number.NaN);
  const likes = Number(statistics?.likeCount ?? Number.NaN);
  return {
    externalId: id,
    author: { externalId: snippet.channelId, handle: snippet.channelTitle, name: snippet.channelTitle },
    isOwn: snippet.channelId === brandId,
    variant: snippet.liveBroadcastContent === 'live' ? 'live' : 'video',
    text: snippet.title,
    url,
    createdAt: new Date(snippet.publishedAt),
    ...(shown ? { attachments: [{ kind: 'video', url, previewUrl: shown.url, title: snippet.title }] } : {}),
    counts: { ...(Number.isNaN(replies) ? {} : { replies }), ...(Number.isNaN(likes) ? {} : { likes }) },
  };
}
