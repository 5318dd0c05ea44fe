import type { MessageView } from '#lib/items/types.ts';

export type Numbered = { message: MessageView; number: string; isReply: boolean };

/**
 * Numbers a comment tree: #2 for what stands directly under the post, #2.1 for what answers it, however deep.
 * @param unseen messages before the first one given, which take numbers too
 */
export function numberMessages(messages: readonly MessageView[], unseen: number): Numbered[] {
  const places = new Map<string, { root: number; replies: number }>();
  let roots = unseen;
  return messages.map((message) => {
    const parent = message.parentExternalId ? places.get(message.parentExternalId) : undefined;
    if (parent) {
      parent.replies += 1;
      if (message.externalId) places.set(message.externalId, parent);
      return { message, number: `#${parent.root}.${parent.replies}`, isReply: true };
    }
    roots += 1;
    if (message.externalId) places.set(message.externalId, { root: roots, replies: 0 });
    return { message, number: `#${roots}`, isReply: false };
  });
}
