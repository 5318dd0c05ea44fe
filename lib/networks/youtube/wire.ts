import { z } from 'zod';
import { listOf } from '../kit/entries.ts';

/** The fields of the network's answers that are used. Source: YouTube Data API v3, discovery document. */

export const comment = z.object({
  id: z.string().min(1),
  snippet: z.object({
    authorDisplayName: z.string().default(''),
    authorProfileImageUrl: z.string().optional(),
    authorChannelUrl: z.string().optional(),
    /** Absent when the channel was deleted. */
    authorChannelId: z.object({ value: z.string() }).optional().catch(undefined),
    videoId: z.string().optional(),
    parentId: z.string().optional(),
    textDisplay: z.string().default(''),
    textOriginal: z.string().optional(),
    imageUrl: z.string().optional(),
    /** Only the owner sees it, and never for comments that are read by id. */
    moderationStatus: z.string().optional(),
    publishedAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  }),
});
export type Comment = z.infer<typeof comment>;

export const thread = z.object({
  id: z.string().min(1),
  snippet: z.object({
    videoId: z.string().optional(),
    topLevelComment: comment,
    canReply: z.boolean().optional(),
    totalReplyCount: z.number().default(0),
  }),
  /** Only some of the replies. */
  replies: z.object({ comments: listOf(comment).default([]) }).optional(),
});
export type Thread = z.infer<typeof thread>;

export const threadPage = z.object({ items: listOf(thread).default([]), nextPageToken: z.string().optional() });
export const commentPage = z.object({ items: listOf(comment).default([]), nextPageToken: z.string().optional() });

const thumbnails = z
  .record(z.string(), z.object({ url: z.string(), width: z.number().optional(), height: z.number().optional() }))
  .optional()
  .catch(undefined);

export const video = z.object({
  id: z.string().min(1),
  snippet: z.object({
    channelId: z.string(),
    channelTitle: z.string().default(''),
    title: z.string(),
    publishedAt: z.iso.datetime(),
    liveBroadcastContent: z.string().optional(),
    thumbnails,
  }),
  /** Numbers in strings; `commentCount` is absent where comments are switched off. */
  statistics: z.object({ commentCount: z.string().optional(), likeCount: z.string().optional() }).optional(),
});
export type Video = z.infer<typeof video>;
export const videoPage = z.object({ items: listOf(video).default([]) });

export const ownChannel = z.object({
  id: z.string().min(1),
  snippet: z.object({ title: z.string(), customUrl: z.string().optional(), thumbnails }),
});
export type OwnChannel = z.infer<typeof ownChannel>;
export const channelPage = z.object({ items: z.array(ownChannel).default([]), nextPageToken: z.string().optional() });

export const nothing = z.unknown();
