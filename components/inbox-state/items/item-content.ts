import { replaceEqualDeep } from '@tanstack/react-query';
import type { ItemDetail, MessageView } from '#lib/items/types.ts';

/**
 * What an opened item shows beside its row: messages, post, contact, notes, fields, history. The row and the presence of members
 * are not part of it: they are stored once, on their own. `version` and `messageCount` are the row's at the time of the
 * read, and fit these messages.
 */
export type ItemContent = Omit<ItemDetail, 'item' | 'presence'> & { id: string; version: number; messageCount: number };

/** Joins a new read with earlier messages that were loaded before. What did not change stays the same object. */
export function mergeContent(before: ItemContent | undefined, now: ItemContent): ItemContent {
  if (!before) return now;
  const first = now.messages[0];
  const overlap = first ? before.messages.findIndex(({ id }) => id === first.id) : -1;
  const merged =
    overlap > 0
      ? {
          ...now,
          messages: [...before.messages.slice(0, overlap), ...now.messages],
          earlierCursor: before.earlierCursor,
        }
      : now;
  return replaceEqualDeep(before, merged);
}

export function contentOf(detail: ItemDetail): ItemContent {
  const { item, messages, earlierCursor, post, contact, notes, fields, history, caseSuggestions } = detail;
  const { id, version, messageCount } = item;
  return {
    id,
    version,
    messageCount,
    messages: messages.map(asRequested),
    earlierCursor,
    post,
    contact,
    notes,
    fields,
    history,
    case: detail.case,
    caseSuggestions,
  };
}

/** What a message becomes by an act on it. */
export const requested: Partial<Record<string, Partial<MessageView>>> = {
  hide: { hidden: true },
  unhide: { hidden: false },
  like: { liked: true },
  unlike: { liked: false },
};

/**
 * A message as it will be once the network has done what a member asked of it. Until then the server says how it still is;
 * a key that follows at once would ask for the same act again.
 */
function asRequested(message: MessageView): MessageView {
  const { action } = message;
  if (action?.state !== 'queued' && action?.state !== 'sending') return message;
  return { ...message, ...requested[action.kind] };
}
