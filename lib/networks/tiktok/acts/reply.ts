import type { ActionRequest, Receipt } from '../../contract.ts';
import { unlessGoneOrRefused } from '../../kit/unless-gone.ts';
import { callTikTok } from '../calls.ts';
import { readRepliesPage } from '../comments/read.ts';
import type { TikTokChannel } from '../credentials.ts';
import { parentOf } from '../inbound.ts';
import { sizes } from '../limits.ts';
import { type CommentsPage, type Position, uploadedImage, writtenComment } from '../wire.ts';
import { type Act, placeOf, refuse } from './act.ts';
import { checkCommentText, pictureOf } from './texts.ts';

/** The network's times are whole seconds. */
const SECOND_MS = 1_000;
/** How much its clock may be behind ours. */
const CLOCK_SKEW_MS = 30_000;
const PAGES = 5;

/**
 * A public reply, under one of the account's videos or where somebody named it. The network accepts no idempotency
 * key, so the replies are read first: the account's own reply with this text, written since it was requested, is the
 * one.
 */
export const reply: Act = {
  async perform(channel, action) {
    checkCommentText(channel, action.text);
    const commentId = commentOf(action);
    const { videoId } = placeOf(action);
    const content = await contentOf(channel, action);
    const written = await callTikTok(channel, {
      endpoint: 'business/comment/reply/create',
      json: { video_id: videoId, comment_id: commentId, ...content },
      data: writtenComment,
    });
    return receiptOf(videoId, written.comment_id, parentOf(written) ?? topOf(action));
  },
  async find(channel, action) {
    const { videoId } = placeOf(action);
    const topId = topOf(action);
    const found = await findReply(channel, action, { videoId, topId });
    return found === null || found === 'unknown' ? found : receiptOf(videoId, found, topId);
  },
};

async function findReply(
  channel: TikTokChannel,
  action: ActionRequest,
  { videoId, topId }: { videoId: string; topId: string },
): Promise<string | null> {
  // The network may not list replies under other people's posts, so a missing reply proves nothing.
  const otherwise = action.itemKind === 'mention' ? 'unknown' : null;
  const earliest = action.requestedAt.getTime();
  let cursor: Position = 0;
  for (let pages = 0; pages < PAGES; pages += 1) {
    const page: CommentsPage | null = await unlessGoneOrRefused(
      readRepliesPage(channel, { videoId, commentId: topId, cursor }),
    );
    // Nor does it list the replies to a hidden comment.
    if (!page) return 'unknown';
    for (const one of page.comments) {
      const at = one.create_time.getTime();
      if (one.owner !== true || !isSame(one, action)) continue;
      if (await action.belongsToOtherAction?.(one.comment_id)) continue;
      if (at > earliest - SECOND_MS) return one.comment_id;
      if (at > earliest - CLOCK_SKEW_MS) return 'unknown';
    }
    const isPast = page.comments.some(({ create_time }) => create_time.getTime() < earliest - CLOCK_SKEW_MS);
    if (isPast || !page.has_more || page.cursor === undefined) return otherwise;
    cursor = page.cursor;
  }
  return 'unknown';
}

function isSame(
  one: { text?: string | undefined; image_url?: string | undefined },
  { text, attachments }: ActionRequest,
): boolean {
  return attachments.length > 0 ? one.image_url !== undefined && !one.text : one.text === text;
}

async function contentOf(channel: TikTokChannel, action: ActionRequest): Promise<Record<string, string | number>> {
  const picture = pictureOf(action, sizes.commentImage);
  if (!picture) return { text: action.text };
  const { minSide, maxSide } = sizes.commentImage;
  const sides = [picture.width, picture.height].filter((side) => side !== undefined);
  if (sides.some((side) => side < minSide || side > maxSide)) {
    throw refuse('attachment_refused', `a picture's sides are ${minSide} to ${maxSide} pixels`);
  }
  const form = new FormData();
  form.set('business_id', channel.credentials.businessId);
  form.set(
    'image_file',
    new Blob([picture.bytes], { type: picture.mimeType }),
    `image.${picture.mimeType.split('/')[1]}`,
  );
  // Nobody sees a picture before a comment shows it, so an upload is safe to repeat.
  const upload = {
    endpoint: 'business/comment/image/upload',
    multipart: form,
    data: uploadedImage,
    writes: false,
  } as const;
  const { image_uri, width, height } = await callTikTok(channel, upload);
  return {
    image_uri,
    image_width: width ?? picture.width ?? minSide,
    image_height: height ?? picture.height ?? minSide,
  };
}

/** The comment that is answered. @throws NetworkError where a post itself names the account: it cannot be answered */
function commentOf({ itemKind, target }: ActionRequest): string {
  if (itemKind !== 'mention') return target.externalId;
  if (!target.reference.commentId)
    throw refuse('not_own_thread', 'only comments that name the account can be answered');
  return target.reference.commentId;
}

/** There is one level of replies, under the top comment. */
function topOf(action: ActionRequest): string {
  return placeOf(action).parentId ?? commentOf(action);
}

function receiptOf(videoId: string, externalId: string, parentId: string): Receipt {
  return { externalId, reference: { videoId, parentId } };
}
