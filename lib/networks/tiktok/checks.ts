import type { ChannelChecks, ItemKind, ReadResult, ScheduledUse } from '../contract.ts';
import { plainRead } from '../kit/plain-read.ts';
import { scopes } from './auth.ts';
import { readComments, readRepliesPage, readVideos } from './comments/read.ts';
import type { TikTokChannel, TikTokCredentials } from './credentials.ts';
import { readConversations, readMessages } from './dm/read.ts';
import { allowanceOf, type Endpoint } from './limits.ts';
import { readMentionComments, readMentionVideos } from './mentions/read.ts';
import { readSubscribed } from './webhook/subscribe.ts';

const kindsOf: Readonly<Record<string, readonly ItemKind[]>> = {
  'video.list': ['comment'],
  'comment.list': ['comment', 'mention'],
  'message.list.read': ['message'],
  'biz.brand.insights': ['mention'],
};

const NEWEST = 0;

export const checks: ChannelChecks<TikTokCredentials> = {
  scopes: {
    needed: () => scopes.map((scope) => ({ scope, kinds: kindsOf[scope] ?? [] })),
    granted: async ({ credentials: { scope } }) => scope?.split(/[\s,]+/) ?? null,
  },
  reads: [
    plainRead('business/video/list', ['comment'], (channel) => readVideos(channel)),
    {
      name: 'business/comment/list',
      kinds: ['comment'],
      read: async (channel) => {
        const video = await newestVideo(channel);
        if (!video) return { skipped: 'nothing_to_read' };
        await readComments(channel, video, NEWEST);
        return undefined;
      },
    },
    { name: 'business/comment/reply/list', kinds: ['comment'], read: readReplies },
    plainRead('business/mention/video/list', ['mention'], (channel) => readMentionVideos(channel)),
    plainRead('business/mention/comment/list', ['mention'], (channel) => readMentionComments(channel)),
    plainRead('business/message/conversation/list', ['message'], (channel) => readConversations(channel)),
    {
      name: 'business/message/content/list',
      kinds: ['message'],
      read: async (channel) => {
        const [conversation] = await readConversations(channel);
        if (!conversation) return { skipped: 'nothing_to_read' };
        await readMessages(channel, conversation.conversation_id);
        return undefined;
      },
    },
  ],
  subscribed: readSubscribed,
};

async function newestVideo(channel: TikTokChannel): Promise<string | undefined> {
  return (await readVideos(channel)).videos[0]?.item_id;
}

async function readReplies(channel: TikTokChannel): Promise<ReadResult | undefined> {
  const videoId = await newestVideo(channel);
  const page = videoId ? await readComments(channel, videoId, NEWEST) : null;
  const comment = page?.comments[0];
  if (!videoId || !comment) return { skipped: 'nothing_to_read' };
  await readRepliesPage(channel, { videoId, commentId: comment.comment_id, cursor: NEWEST });
  return undefined;
}

const DAY_MS = 24 * 3_600_000;
const read: readonly Endpoint[] = [
  'business/video/list',
  'business/comment/list',
  'business/message/conversation/list',
];

/** A quiet pull is one call of each endpoint; conversations take one for each of their two types. */
export const schedule: readonly ScheduledUse[] = read.map((endpoint) => ({
  rateLimit: allowanceOf(endpoint, 'day'),
  perDay: (everyMs) => (DAY_MS / everyMs) * (endpoint === 'business/message/conversation/list' ? 2 : 1),
}));
