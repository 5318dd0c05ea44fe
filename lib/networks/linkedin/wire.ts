import { z } from 'zod';
import { listOf } from '../kit/entries.ts';
import { normalUrn, partsOfComment } from './addresses.ts';

/** A number too large for JavaScript has been read as a string ("notificationId" is a 64-bit integer). */
const long = z.union([z.string(), z.number()]).transform(String);

/** Epoch milliseconds that a date can hold. */
const ms = z.number().min(0).max(8.64e15);

const commentUrn = z
  .string()
  .transform(normalUrn)
  .refine((urn) => partsOfComment(urn) !== null, 'is no comment URN');

/** "Comments API". `created` and `lastModified` are epoch milliseconds. */
export const comment = z
  .object({
    $URN: commentUrn.optional(),
    commentUrn: commentUrn.optional(),
    actor: z.string(),
    created: z.object({ time: ms }),
    lastModified: z.object({ time: ms }).optional(),
    message: z
      .object({
        text: z.string().catch(''),
        attributes: z.array(z.unknown()).catch([]),
      })
      .catch({ text: '', attributes: [] }),
    content: z.array(z.unknown()).catch([]),
    parentComment: commentUrn.optional(),
    likesSummary: z.object({ likedByCurrentUser: z.boolean().catch(false) }).catch({ likedByCurrentUser: false }),
    /** Null where the network gives no count; 0 says that there is nothing to read. */
    commentsSummary: z
      .object({ totalFirstLevelComments: z.number().nullable().catch(null) })
      .catch({ totalFirstLevelComments: null }),
  })
  .transform((given, context) => {
    const urn = given.commentUrn ?? given.$URN;
    if (urn) return { ...given, urn };
    context.addIssue({ code: 'custom', message: 'has no URN' });
    return z.NEVER;
  });
export type Comment = z.infer<typeof comment>;

export const imageContent = z.object({ type: z.literal('IMAGE').optional(), url: z.url() });

/** A name in the text that links to a member. */
export const memberMention = z.object({
  start: z.number(),
  value: z.object({ 'com.linkedin.common.MemberAttributedEntity': z.object({ member: z.string() }) }),
});

/** A page of a list, by offset. */
export function pageOf<T extends z.ZodType>(element: T, idField = 'id') {
  return z.object({
    elements: listOf(element, idField),
    paging: z.object({ total: z.number().optional() }).catch({}),
  });
}

/** "Posts API". Times are epoch milliseconds. */
export const post = z.object({
  id: z.string(),
  author: z.string(),
  commentary: z.string().catch(''),
  createdAt: ms,
  publishedAt: ms.optional(),
  lifecycleState: z.string().catch('PUBLISHED'),
});
export type Post = z.infer<typeof post>;

/** The documented actions. */
const KNOWN_ACTION = /^(COMMENT(_EDIT|_DELETE)?|ADMIN_COMMENT|SHARE(_MENTION)?|LIKE)$/;

/** "Organization social action notifications": the same format from the finder and the webhook. */
export const notification = z.object({
  notificationId: long,
  organizationalEntity: z.string(),
  action: z.string(),
  lastModifiedAt: ms,
  sourcePost: z.string().optional(),
  generatedActivity: z.string().transform(normalUrn).optional(),
  decoratedSourcePost: z
    .object({ entity: z.string(), owner: z.string().optional(), text: z.string().catch('') })
    .optional()
    .catch(undefined),
  decoratedGeneratedActivity: z
    .object({
      comment: z.object({ entity: commentUrn }).optional(),
      share: z.object({ entity: z.string(), owner: z.string(), text: z.string().catch('') }).optional(),
    })
    .optional()
    .catch(undefined),
});
/** An entry of the finder's list, which brings what no webhook brought. */
export const listedNotification = notification
  .refine(({ action }) => KNOWN_ACTION.test(action), { path: ['action'], message: 'is not known' })
  .refine(({ action, decoratedGeneratedActivity }) => action !== 'SHARE_MENTION' || decoratedGeneratedActivity?.share, {
    message: 'a mention without the post that mentions',
  });
export type Notification = z.infer<typeof notification>;

export const delivery = z.object({ notifications: z.array(notification) });

/** "Organization access control". */
export const acl = z.object({
  role: z.string(),
  organization: z.string(),
  roleAssignee: z.string(),
  state: z.string(),
});

/** "Organizations". A page that shows no name is called by its number. */
export const organization = z.object({
  localizedName: z.string().optional(),
  vanityName: z.string().optional(),
});

/** "Authorization code flow", "Programmatic refresh tokens". Lifetimes are seconds. */
export const token = z.object({
  access_token: z.string(),
  expires_in: z.number(),
  refresh_token: z.string().optional(),
  refresh_token_expires_in: z.number().optional(),
  scope: z.string().optional(),
});

/** "Token introspection". */
export const introspection = z.object({
  active: z.boolean(),
  status: z.string().optional(),
  scope: z.string().optional(),
});

export const subscription = z.object({ expiresAt: z.number().optional(), webhook: z.string().optional() });
