import type { MessageView } from '#lib/items/types.ts';

export type NumberedMessage = { message: MessageView; number: string; isReply: boolean };

/**
 * Numbers a comment tree: #2 for a comment directly under the post, #2.1 for any reply below it, however deep.
 * @param notLoaded how many messages come before the first one given; they have numbers too
 */
export function numberMessages(messages: readonly MessageView[], notLoaded: number): NumberedMessage[] {
  const branches = new Map<string, { root: number; replies: number }>();
  let roots = notLoaded;
  return messages.map((message) => {
    const branch = message.parentExternalId ? branches.get(message.parentExternalId) : undefined;
    if (branch) {
      branch.replies += 1;
      if (message.externalId) branches.set(message.externalId, branch);
      return { message, number: `#${branch.root}.${branch.replies}`, isReply: true };
    }
    roots += 1;
    if (message.externalId) branches.set(message.externalId, { root: roots, replies: 0 });
    return { message, number: `#${roots}`, isReply: false };
  });
}
