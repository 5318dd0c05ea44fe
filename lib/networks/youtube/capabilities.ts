import type { Connector, ItemFacts } from '../contract.ts';
import { replyCapability } from './limits.ts';

/** What is deleted is rejected, for good; who is blocked loses the comment with it, and nothing takes a block back. */
export const capabilities: Connector['capabilities'] = {
  comment: { reply: replyCapability, hide: true, delete: 'any', block: true },
};

export const conditions: Connector['conditions'] = {
  comment: { reply: ['replies_not_allowed', 'comments_closed', 'target_hidden'], block: ['author_unknown'] },
};

export function restrictions({ message }: ItemFacts): ReturnType<NonNullable<Connector['restrictions']>> {
  const { reference, isHidden } = message;
  return {
    // What nobody sees takes no reply: it is published first.
    ...(isHidden ? { reply: 'target_hidden' } : {}),
    ...(reference.canReply === 'false' ? { reply: 'replies_not_allowed' } : {}),
    ...(reference.isAuthorKnown === 'false' ? { block: 'author_unknown' } : {}),
  };
}
