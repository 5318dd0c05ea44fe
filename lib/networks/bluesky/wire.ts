import { z } from 'zod';
import { listOf, oneOf } from '../kit/entries.ts';
import { parseUri } from './addresses.ts';

/** The fields of the network's answers that are used. Source: the Lexicons of the same names. */

/** What is asked for by another text is refused, with everything asked for beside it. */
const address = z.string().refine((uri) => parseUri(uri) !== null, 'is no address of a record');

/** Lists are read down to a time: one that is none must not look like their end. */
export const moment = z.string().refine((at) => !Number.isNaN(Date.parse(at)), 'is no time');

export const sessionAnswer = z.object({
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
  did: z.string().startsWith('did:'),
  handle: z.string(),
  didDoc: z.unknown().optional(),
  active: z.boolean().optional(),
  status: z.string().optional(),
});

export const didDocument = z.object({
  service: z
    .array(z.object({ id: z.string(), type: z.string().optional(), serviceEndpoint: z.unknown().optional() }))
    .optional(),
});

export const strongRef = z.object({ uri: z.string(), cid: z.string() });

export const profile = z.object({
  did: z.string(),
  handle: z.string(),
  displayName: z.string().optional(),
  avatar: z.string().optional(),
  viewer: z
    .object({
      muted: z.boolean().optional(),
      blockedBy: z.boolean().optional(),
      blocking: z.string().optional(),
    })
    .optional(),
});
export type Profile = z.infer<typeof profile>;

export const postRecord = z.object({
  text: z.string(),
  createdAt: z.string(),
  langs: z.array(z.string()).optional(),
  reply: z.object({ root: strongRef, parent: strongRef }).optional(),
  embed: z.object({ $type: z.string(), record: z.unknown() }).partial().optional(),
});
export type PostRecord = z.infer<typeof postRecord>;

const aspectRatio = z.object({ width: z.number(), height: z.number() }).optional();
const imagesView = z.object({
  images: z.array(z.object({ thumb: z.string(), fullsize: z.string(), alt: z.string(), aspectRatio })),
});
const galleryView = z.object({
  items: z.array(z.object({ thumbnail: z.string(), fullsize: z.string(), alt: z.string(), aspectRatio })),
});
const videoView = z.object({
  playlist: z.string(),
  thumbnail: z.string().optional(),
  alt: z.string().optional(),
  aspectRatio,
});
const externalView = z.object({
  external: z.object({ uri: z.string(), title: z.string(), thumb: z.string().optional() }),
});
const quotedRecord = z.object({
  uri: z.string(),
  author: profile.optional(),
  value: z.object({ text: z.string() }).optional(),
});

/** Every form of embed is optional here: its keys show which one it is, and an unknown one has none of them. */
export const embedView = z.object({
  ...imagesView.partial().shape,
  ...galleryView.partial().shape,
  ...videoView.partial().shape,
  ...externalView.partial().shape,
  record: z
    .union([quotedRecord, z.object({ record: quotedRecord })])
    .optional()
    .catch(undefined),
  media: z
    .object({
      ...imagesView.partial().shape,
      ...galleryView.partial().shape,
      ...videoView.partial().shape,
      ...externalView.partial().shape,
    })
    .optional(),
});
export type EmbedView = z.infer<typeof embedView>;

const threadgateView = z.object({
  record: z.object({ hiddenReplies: z.array(z.string()).optional() }).optional(),
});

export const postView = z.object({
  uri: address,
  cid: z.string(),
  author: profile,
  record: z
    .unknown()
    .optional()
    .refine((record) => record === undefined || postRecord.safeParse(record).success, 'is no post'),
  embed: embedView.optional().catch(undefined),
  replyCount: z.number().optional(),
  likeCount: z.number().optional(),
  repostCount: z.number().optional(),
  quoteCount: z.number().optional(),
  indexedAt: moment,
  viewer: z.object({ like: z.string().optional(), replyDisabled: z.boolean().optional() }).optional(),
  threadgate: threadgateView.optional(),
});
export type PostView = z.infer<typeof postView>;

export const postsAnswer = z.object({ posts: listOf(postView, 'uri') });

export const notification = z.object({
  uri: address,
  cid: z.string(),
  author: profile,
  reason: z.string(),
  reasonSubject: z.string().optional(),
  record: z.unknown().optional(),
  indexedAt: moment,
});
export type Notification = z.infer<typeof notification>;

export const notificationsAnswer = z.object({
  notifications: listOf(notification, 'uri'),
  cursor: z.string().optional(),
});

export const feedAnswer = z.object({
  feed: listOf(z.object({ post: postView, reason: z.unknown().optional() }), 'post.uri'),
  cursor: z.string().optional(),
});

/** A node of a thread: a post, or a placeholder for one. */
export type ThreadNode = { post?: PostView | undefined; replies?: ThreadNode[]; notFound?: boolean; blocked?: boolean };
const placeholder = { notFound: z.boolean().optional(), blocked: z.boolean().optional() };
/** A reply that cannot be read is set aside without those below it. */
const replyNode: z.ZodType<ThreadNode> = z.lazy(() =>
  z.object({ post: oneOf(postView, 'uri').optional(), replies: replyNodes, ...placeholder }),
);
const replyNodes = listOf(replyNode, 'post.uri').optional();
export const threadAnswer = z.object({
  thread: z.object({ post: postView.optional(), replies: replyNodes, ...placeholder }),
});

export const recordAnswer = z.object({ uri: z.string(), cid: z.string().optional(), value: z.unknown() });
export const writeAnswer = z.object({ uri: z.string(), cid: z.string() });
export const blobAnswer = z.object({ blob: z.record(z.string(), z.unknown()) });
export const didAnswer = z.object({ did: z.string() });
export const nothing = z.unknown();

/** Kept whole: what other clients wrote into the threadgate is written back unchanged. */
export const threadgateRecord = z.looseObject({ hiddenReplies: z.array(z.string()).optional() });
