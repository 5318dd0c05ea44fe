import type { Capabilities, CapabilityName, Connector, ItemFacts, ReplyCapability } from '../contract.ts';
import type { NetworkErrorReason } from '../errors.ts';
import { limits } from './limits.ts';

const { max, maxBytes, types } = limits.images;
const reply: ReplyCapability = {
  maxLength: limits.text.characters,
  // Emojis count more than one: `lengthOf` checks that before anything is sent.
  count: 'codePoints',
  images: { max, maxBytes, types, altText: true },
};
const onAnyPost: Capabilities = { reply, delete: 'own' };

export const capabilities: Connector['capabilities'] = {
  comment: { ...onAnyPost, hide: true },
  mention: onAnyPost,
};

export const conditions: Connector['conditions'] = { comment: { hide: ['top_level_only'] } };

/** Answers to answers follow their top answer. An answer that awaits approval must be approved before a reply. */
export function restrictions({ kind, message }: ItemFacts): Partial<Record<CapabilityName, NetworkErrorReason>> {
  if (kind !== 'comment') return {};
  const { pending, rootId, repliedTo } = message.reference;
  if (pending) return { reply: 'replies_not_allowed' };
  const isTop = message.isTopLevel || (rootId !== undefined && rootId === repliedTo);
  return isTop ? {} : { hide: 'top_level_only' };
}
