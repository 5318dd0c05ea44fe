import type { StoredMessage, InboundEvent, PullPage } from '../contract.ts';
import { lacksEntries } from '../kit/entries.ts';
import { unlessGone, unlessGoneOrRejected } from '../kit/unless-gone.ts';
import { findVideos, readComments, readCommentsById, readReplies } from './comments/read.ts';
import type { TikTokChannel } from './credentials.ts';
import { contactOf, hiddenEvent, isHidden, messageOf, postOf } from './inbound.ts';
import { inOrder } from './pull/batch.ts';
import type { Comment, Position } from './wire.ts';

const VIDEO_PAGES = 15;
const COMMENT_PAGES = 300;

/** Everything under one video, including replies. */
export async function* rereadPost(
  channel: TikTokChannel,
  videoId: string,
): AsyncGenerator<Omit<PullPage, 'cursor'>, void, undefined> {
  const video = (await findVideos(channel, [videoId], VIDEO_PAGES)).get(videoId);
  if (video) yield { events: [], posts: [postOf(video, channel.account)] };
  let cursor: Position = 0;
  for (let pages = 0; pages < COMMENT_PAGES; pages += 1) {
    const page = await readComments(channel, videoId, cursor);
    const events: InboundEvent[] = [];
    for (const comment of page.comments) events.push(...(await wholeComment(channel, videoId, comment)));
    if (events.length > 0) yield { events: inOrder(events) };
    if (!page.has_more || page.cursor === undefined || page.cursor === cursor) return;
    cursor = page.cursor;
  }
}

/** Comments again by id. Messages and mentions cannot be read by id and stay as they are. */
export async function recheck(channel: TikTokChannel, messages: StoredMessage[]): Promise<InboundEvent[]> {
  const events: InboundEvent[] = [];
  const groups = new Map<string, StoredMessage[]>();
  for (const message of messages) {
    if (message.kind !== 'comment' || message.reference.adId) continue;
    const key = [videoOf(message), message.reference.parentId ?? ''].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), message]);
  }
  for (const group of groups.values()) {
    const [first] = group;
    if (first) events.push(...(await recheckGroup(channel, first, group)));
  }
  return events;
}

/** The messages of one video and, for replies, of one comment. */
async function recheckGroup(
  channel: TikTokChannel,
  first: StoredMessage,
  group: StoredMessage[],
): Promise<InboundEvent[]> {
  const videoId = videoOf(first);
  const { parentId } = first.reference;
  const ids = group.map(({ externalId }) => externalId);
  const [top] = parentId ? await readCommentsById(channel, videoId, [parentId]) : [];
  const found = parentId
    ? ((await unlessGone(readReplies(channel, videoId, parentId))) ?? [])
    : await readCommentsById(channel, videoId, ids);
  return ids.flatMap((id): InboundEvent[] => {
    const comment = found.find(({ comment_id }) => comment_id === id);
    if (!comment && lacksEntries(found)) return [];
    if (!comment) return [{ type: 'message_deleted', externalId: id, deletedAt: channel.now() }];
    const contact = top && contactOf(comment, top, found);
    return [messageOf(comment, { videoId, account: channel.account, contact }), hiddenEvent(comment)];
  });
}

async function wholeComment(channel: TikTokChannel, videoId: string, top: Comment): Promise<InboundEvent[]> {
  const inline = (top.reply_list ?? []).map((one) => ({ ...one, parent_comment_id: top.comment_id }));
  const isAll = inline.length >= (top.replies ?? 0) || isHidden(top);
  const replies = isAll
    ? inline
    : ((await unlessGoneOrRejected(readReplies(channel, videoId, top.comment_id))) ?? inline);
  return [top, ...replies].flatMap((comment): InboundEvent[] => {
    const contact = comment === top ? undefined : contactOf(comment, top, replies);
    const message = messageOf(comment, { videoId, account: channel.account, contact });
    return isHidden(comment) ? [message, hiddenEvent(comment)] : [message];
  });
}

function videoOf({ reference, postExternalId, threadExternalId }: StoredMessage): string {
  return reference.videoId ?? postExternalId ?? threadExternalId;
}
