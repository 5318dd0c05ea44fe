import type { MessageView } from '#lib/items/types.ts';

/**
 * The text that stood at a moment, out of a message's earlier ones; null when it is the one that stands now.
 * @param seenAt ISO 8601; null for before any change
 */
export function textSeenAt({ versions }: Pick<MessageView, 'versions'>, seenAt: string | null): string | null {
  // Newest first: the last one that was replaced after that moment is the one that stood then.
  const seen = versions.findLast(({ replacedAt }) => seenAt === null || replacedAt > seenAt);
  return seen?.text ?? null;
}
