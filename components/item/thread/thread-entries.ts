import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import type { NoteView } from '#lib/items/notes/types.ts';
import { type NumberedMessage, numberMessages } from './number-messages.ts';

export type ThreadEntry = { id: string; at: string } & (
  { kind: 'note'; note: NoteView } | ({ kind: 'message' } & NumberedMessage)
);

/** Messages and notes, oldest first. Notes from before the loaded messages are left out. */
export function threadEntries({ messages, notes, earlierCursor, messageCount }: ItemContent): ThreadEntry[] {
  const hasEarlier = earlierCursor !== null;
  const notLoaded = hasEarlier ? Math.max(0, messageCount - messages.length) : 0;
  const from = hasEarlier ? (messages[0]?.createdAt ?? '') : '';
  const entries: ThreadEntry[] = [
    ...numberMessages(messages, notLoaded).map((numbered) => {
      const { id, createdAt: at } = numbered.message;
      return { kind: 'message' as const, id, at, ...numbered };
    }),
    ...notes
      .filter(({ createdAt }) => createdAt >= from)
      .map((note) => ({ kind: 'note' as const, id: note.id, at: note.createdAt, note })),
  ];
  return entries.sort((a, b) => a.at.localeCompare(b.at));
}
