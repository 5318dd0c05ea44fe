import type { SandboxAnswer } from '../kit/types.ts';
import { ADMIN, ORG, type Comment, type Notification, type Post, type World } from './world.ts';

/** A 64-bit integer: `json` writes it without quotes. */
const long = (id: string) => `long:${id}`;

/** An answer whose 64-bit integers are bare numbers, of any size. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): SandboxAnswer {
  const body = JSON.stringify(value).replace(/"long:(\d+)"/g, '$1');
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** "Error handling". */
export function failure(status: number, code: string, message: string, serviceErrorCode?: number): SandboxAnswer {
  return json(status, { message, ...(serviceErrorCode && { serviceErrorCode }), code, status });
}

export const notFound = failure(404, 'NOT_FOUND', 'Could not find entity');

export function commentView(world: World, comment: Comment, reader = ORG) {
  const { urn, id, actor, root, parent, text, createdAt, editedAt, imageUrl, likedBy } = comment;
  const answers = world.under(urn).length;
  return {
    $URN: urn,
    commentUrn: urn,
    id,
    actor,
    agent: actor === ORG ? ADMIN : actor,
    object: root,
    created: { actor, time: createdAt },
    lastModified: { actor, time: editedAt ?? createdAt },
    message: { attributes: [], text },
    ...(imageUrl && { content: [{ type: 'IMAGE', url: imageUrl, entity: { image: 'urn:li:image:C4E10AQ' } }] }),
    ...(parent && { parentComment: parent }),
    likesSummary: {
      aggregatedTotalLikes: likedBy.size,
      likedByCurrentUser: likedBy.has(reader),
      selectedLikes: [],
      totalLikes: likedBy.size,
    },
    commentsSummary: { aggregatedTotalComments: answers, selectedComments: [], totalFirstLevelComments: answers },
  };
}

export function postView({ share, author, text, createdAt }: Post) {
  return {
    id: share,
    author,
    commentary: text,
    visibility: 'PUBLIC',
    lifecycleState: 'PUBLISHED',
    createdAt,
    publishedAt: createdAt,
    lastModifiedAt: createdAt,
    isReshareDisabledByAuthor: false,
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
  };
}

/**
 * The one format of the finder and of the webhook. Comment URNs are short in `generatedActivity`, long in the
 * decoration.
 */
export function notificationView({ id, action, at, post, comment }: Notification) {
  const isMention = action === 'SHARE_MENTION';
  return {
    notificationId: long(id),
    organizationalEntity: ORG,
    subscriber: ADMIN,
    action,
    lastModifiedAt: at,
    sourcePost: post.activity,
    generatedActivity: comment ? comment.urn.replace('(urn:li:', '(') : post.share,
    ...(comment &&
      action !== 'COMMENT_DELETE' && {
        decoratedSourcePost: { entity: post.share, owner: post.author, text: post.text, mediaCategory: 'NONE' },
        decoratedGeneratedActivity: {
          comment: { entity: comment.urn, owner: comment.actor, text: comment.text, object: post.activity },
        },
      }),
    ...(isMention && {
      decoratedGeneratedActivity: {
        share: { entity: post.share, owner: post.author, text: post.text, mediaCategory: 'NONE' },
      },
    }),
  };
}

/** A page of a list by offset. */
export function listView<T>(all: T[], query: URLSearchParams, view: (one: T) => unknown, path: string) {
  const start = Number(query.get('start') ?? 0);
  const count = Math.min(Number(query.get('count') ?? 10), 100);
  const isMore = start + count < all.length;
  const next = { type: 'application/json', rel: 'next', href: `${path}?start=${start + count}&count=${count}` };
  return {
    elements: all.slice(start, start + count).map(view),
    paging: { start, count, links: isMore ? [next] : [], total: all.length },
  };
}
