import type {
  AppSettings,
  Capabilities,
  CapabilityName,
  Connector,
  ItemFacts,
  ReplyCapability,
  Rights,
} from '../contract.ts';
import type { NetworkErrorReason } from '../errors.ts';
import { limits, weights } from './limits.ts';
import { isEnterprise } from './tier.ts';

const { maxBytes, types } = limits.images;

export const publicReply: ReplyCapability = {
  maxLength: limits.postLength,
  count: 'weighted',
  weights,
  images: { max: limits.images.max, maxBytes, types, altText: true },
};

/**
 * No window: the recipient's settings decide whether a message is accepted. One picture a message, without
 * description.
 */
export const messageReply: ReplyCapability = {
  maxLength: limits.messageLength,
  count: 'codePoints',
  images: { max: 1, maxBytes, types, altText: false },
};

const onPosts: Capabilities = {
  reply: publicReply,
  privateReply: messageReply,
  delete: 'own',
  like: true,
  mute: true,
};

/**
 * Only the author of a conversation's first post may hide replies, so mentions cannot be hidden. A person can be blocked
 * only from writing messages: the calls that blocked a person altogether went in 2023 (changelog of 2023-06-12, "Manage
 * Blocks"), and the document 2.167 has none.
 */
export const capabilities: Connector['capabilities'] = {
  comment: { ...onPosts, hide: true },
  mention: onPosts,
  message: { reply: messageReply, block: true, mute: true },
};

const publicConditions = {
  reply: ['not_summoned'],
  privateReply: ['recipient_closed'],
  like: ['tier_needed'],
} as const satisfies Partial<Record<CapabilityName, readonly NetworkErrorReason[]>>;

export const conditions: Connector['conditions'] = {
  comment: publicConditions,
  mention: publicConditions,
  message: { reply: ['recipient_closed', 'encrypted'] },
};

/** The scope that each capability needs. A block stops the person's direct messages. */
const scopeOf: Partial<Record<CapabilityName, string>> = {
  reply: 'tweet.write',
  privateReply: 'dm.write',
  hide: 'tweet.moderate.write',
  delete: 'tweet.write',
  like: 'like.write',
  block: 'dm.write',
  mute: 'mute.write',
};

export function restrictions(
  { kind, isOwnPost, message }: ItemFacts,
  { rights, app }: { rights: Rights; app: AppSettings },
): Partial<Record<CapabilityName, NetworkErrorReason>> {
  const isMessage = kind === 'message';
  const refused: Partial<Record<CapabilityName, NetworkErrorReason>> = {};
  for (const [name, scope] of Object.entries(scopeOf)) {
    const needed = isMessage && name === 'reply' ? 'dm.write' : scope;
    // The keys of a record by capability.
    if (typeof rights.scope === 'string' && !rights.scope.split(' ').includes(needed)) {
      refused[name as CapabilityName] = 'missing_permission';
    }
  }
  if (isMessage) {
    // The conversation moved to XChat: what is sent here would not reach it.
    if (message.reference.encrypted === 'true') refused.reply = 'encrypted';
    return refused;
  }
  if (kind === 'comment' && isOwnPost === false) refused.hide = 'not_own_thread';
  if (message.reference.receivesMessages === 'false') refused.privateReply = 'recipient_closed';
  if (!isEnterprise(app)) {
    refused.like = 'tier_needed';
    if (message.direction === 'inbound' && message.reference.summoned === 'false') refused.reply = 'not_summoned';
  }
  return refused;
}
