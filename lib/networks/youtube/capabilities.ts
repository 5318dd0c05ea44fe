import type { Connector, ItemFacts } from '../contract.ts';
import { replyCapability } from './limits.ts';

/** Deleting a comment rejects it for good; blocking its author rejects it too, and cannot be undone. */
export const capabilities: Connector['capabilities'] = {
  comment: { reply: replyCapability, hide: true, delete: 'any', block: true },
};

export const conditions: Connector['conditions'] = {
  comment: { reply: ['replies_not_allowed', 'comments_closed', 'target_hidden'], block: ['author_unknown'] },
};

export function restrictions({ message }: ItemFacts): ReturnType<NonNullable<Connector['restrictions']>> {
  const { reference, isHidden } = message;
  return {
    // A comment that nobody sees takes no reply: it must be published first.
    ...(isHidden ? { reply: 'target_hidden' } : {}),
    ...(reference.canReply === 'false' ? { reply: 'replies_not_allowed' } : {}),
    ...(reference.isAuthorKnown === 'false' ? { block: 'author_unknown' } : {}),
  };
}
