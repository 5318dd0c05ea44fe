import type { Connector, ReplyCapability } from '../contract.ts';
import type { NetworkErrorReason } from '../errors.ts';
import { commentLength, sizes } from './limits.ts';
import { hasMessages, hasPrivateReplies, regionIn } from './regions.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const { commentImage, messageImage } = sizes;

const publicReply: ReplyCapability = {
  maxLength: sizes.comment,
  count: 'utf16',
  images: { max: 1, maxBytes: commentImage.maxBytes, types: commentImage.types, altText: false },
};

/** "Business Messaging": any number of messages within 48 hours of the person's last message, then three more. */
const directReply: ReplyCapability = {
  maxLength: sizes.message,
  count: 'utf16',
  images: { max: 1, maxBytes: messageImage.maxBytes, types: messageImage.types, altText: false },
  windows: [
    { as: 'response', forMs: 48 * HOUR_MS, since: 'contact' },
    { as: 'follow_up', forMs: 90 * DAY_MS, since: 'contact', max: 3 },
  ],
};

export const capabilities: Connector['capabilities'] = {
  comment: {
    reply: publicReply,
    privateReply: {
      maxLength: sizes.message,
      count: 'utf16',
      windows: [{ as: 'response', forMs: 48 * HOUR_MS, since: 'message' }],
      once: true,
    },
    hide: true,
    delete: 'any',
    like: true,
  },
  mention: { reply: { maxLength: sizes.comment, count: 'utf16' }, delete: 'own' },
  message: { reply: directReply, markRead: true },
};

export const conditions: Connector['conditions'] = {
  comment: {
    reply: ['missing_permission'],
    privateReply: ['region_excluded', 'top_level_only', 'window_closed'],
    hide: ['missing_permission'],
    delete: ['missing_permission', 'not_own_message'],
    like: ['missing_permission'],
  },
  mention: { reply: ['not_own_thread', 'missing_permission'], delete: ['missing_permission'] },
  message: { reply: ['region_excluded', 'window_closed'], markRead: ['region_excluded'] },
};

export const restrictions: NonNullable<Connector['restrictions']> = (facts, { rights, app }) => {
  const region = regionIn(rights, app);
  const { direction, reference, isTopLevel } = facts.message;
  if (facts.kind === 'message') {
    const closed: NetworkErrorReason | undefined = hasMessages(region) ? undefined : 'region_excluded';
    return {
      ...reason('reply', closed ?? unless(rights.sendsMessages)),
      ...reason('markRead', closed ?? unless(rights.marksMessages)),
    };
  }
  if (reference.adId) {
    return {
      privateReply: 'not_offered',
      like: 'not_offered',
      ...reason('delete', direction === 'outbound' ? undefined : 'not_own_message'),
    };
  }
  const missing = unless(rights.managesComments);
  if (facts.kind === 'mention') {
    return { ...reason('reply', reference.commentId ? missing : 'not_own_thread'), ...reason('delete', missing) };
  }
  const canDelete = direction === 'outbound' || app.options.delete_others === 'on';
  return {
    ...reason('reply', missing),
    ...reason('hide', missing),
    ...reason('like', missing),
    ...reason('delete', canDelete ? missing : 'not_own_message'),
    ...reason(
      'privateReply',
      hasPrivateReplies(region) ? (isTopLevel ? undefined : 'top_level_only') : 'region_excluded',
    ),
  };
};

export const replyLengths: NonNullable<Connector['replyLengths']> = ({ kind }, { app }) =>
  kind === 'message' ? {} : { reply: commentLength(app) };

function unless(right: string | number | boolean | undefined): NetworkErrorReason | undefined {
  return right === false ? 'missing_permission' : undefined;
}

function reason<Name extends string>(
  name: Name,
  given: NetworkErrorReason | undefined,
): Partial<Record<Name, NetworkErrorReason>> {
  return given ? ({ [name]: given } as Record<Name, NetworkErrorReason>) : {}; // one key, by this name
}
