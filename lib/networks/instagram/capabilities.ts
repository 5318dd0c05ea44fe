import type { Capabilities, Connector, ItemFacts, Rights } from '../contract.ts';
import { messagingWindows, privateReplyWindows } from '../kit/meta/send-bodies.ts';
import { limits } from './limits.ts';

const { maxBytes, types } = limits.image;
const inMessages = { maxLength: limits.message.bytes, count: 'bytes' } as const;
// The network does not say how it counts, so the strictest way is used.
const inPublic = { maxLength: limits.comment.characters, count: 'utf16' } as const;

export const capabilities: Connector['capabilities'] = {
  comment: {
    reply: inPublic,
    privateReply: { ...inMessages, windows: privateReplyWindows, once: true },
    hide: true,
    delete: 'any',
    block: true,
  },
  mention: { reply: inPublic },
  message: {
    reply: { ...inMessages, images: { max: 1, maxBytes, types, altText: false }, windows: messagingWindows },
    block: true,
    markRead: true,
  },
};

export const conditions: Connector['conditions'] = {
  comment: { reply: ['target_hidden'], block: ['tier_needed', 'no_conversation'] },
  message: { reply: ['approval_needed'], block: ['tier_needed'] },
};

/** Blocking needs the linked Page of Facebook Login; a hidden comment takes no reply. */
export function restrictions(
  { kind, message }: ItemFacts,
  { rights }: { rights: Rights },
): Partial<Record<keyof Capabilities, 'tier_needed' | 'target_hidden' | 'author_unknown' | 'approval_needed'>> {
  return {
    ...(rights.setup === 'facebook' ? {} : { block: 'tier_needed' as const }),
    ...(kind === 'comment' && message.isHidden ? { reply: 'target_hidden' as const } : {}),
    ...(message.reference.mediaId === undefined && kind === 'mention' ? { reply: 'author_unknown' as const } : {}),
  };
}
