/**
 * The text that a message had at a moment, if it has changed since; null if it had its present text.
 * @param seenAt ISO 8601; null for before any change
 */
export function textSeenAt(
  { versions }: { versions: readonly { text: string; replacedAt: string }[] },
  seenAt: string | null,
): string | null {
  // `versions` is newest first: the last one that was replaced after that moment was the text at that moment.
  const seen = versions.findLast(({ replacedAt }) => seenAt === null || replacedAt > seenAt);
  return seen?.text ?? null;
}
