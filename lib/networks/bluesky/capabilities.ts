import type { Capabilities, Connector, ReplyCapability } from '../contract.ts';
import { limits } from './limits.ts';

const publicReply: ReplyCapability = {
  maxLength: limits.post.graphemes,
  count: 'graphemes',
  maxBytes: limits.post.bytes,
  images: { max: limits.images.max, maxBytes: limits.images.maxBytes, types: limits.images.types, altText: true },
};

const onPosts: Capabilities = { reply: publicReply, delete: 'own', like: true, block: true, mute: true };

/** Only the owner of a thread may hide replies, so mentions in other people's threads cannot be hidden. */
export const capabilities: Connector['capabilities'] = {
  comment: { ...onPosts, hide: true },
  mention: onPosts,
  message: {
    reply: { maxLength: limits.chat.graphemes, count: 'graphemes', maxBytes: limits.chat.bytes },
    block: true,
    mute: true,
    markRead: true,
  },
};
