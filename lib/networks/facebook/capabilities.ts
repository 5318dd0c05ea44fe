import type { Capabilities, Connector, ReplyCapability } from '../contract.ts';
import { messagingWindows, privateReplyWindows } from '../kit/meta/send-bodies.ts';
import { limits } from './limits.ts';

const { maxBytes, types } = limits.image;
const oneImage = { max: 1, maxBytes, types, altText: false };

const publicReply: ReplyCapability = { maxLength: limits.comment.characters, count: 'codePoints', images: oneImage };

const privateReply: ReplyCapability = {
  maxLength: limits.message.characters,
  count: 'codePoints',
  windows: privateReplyWindows,
  once: true,
};

const onPosts: Capabilities = { reply: publicReply, privateReply, hide: true, delete: 'any', like: true, block: true };

export const capabilities: Connector['capabilities'] = {
  comment: onPosts,
  mention: onPosts,
  message: {
    reply: { maxLength: limits.message.characters, count: 'codePoints', images: oneImage, windows: messagingWindows },
    block: true,
    markRead: true,
  },
  review: { reply: { maxLength: limits.comment.characters, count: 'codePoints', images: oneImage } },
};

export const conditions: Connector['conditions'] = {
  comment: { block: ['author_unknown'], hide: ['missing_permission'], delete: ['missing_permission'] },
  mention: {
    privateReply: ['not_own_thread'],
    hide: ['not_own_thread'],
    delete: ['not_own_thread'],
    block: ['author_unknown'],
  },
  message: { reply: ['approval_needed'] },
  review: { reply: ['not_offered'] },
};
