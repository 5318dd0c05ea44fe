'use client';
import { useTranslations } from 'next-intl';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { HistoryEntry } from '#lib/items/types.ts';
import { useHistorySentence } from '#components/item-facts/use-history-sentence.ts';
import { useUndoEntry } from './use-undo-entry.ts';

type Props = { itemId: string; entries: readonly HistoryEntry[] };

/** What was done to the item, latest first, with an undo button where it can be undone. */
export function History({ itemId, entries }: Props) {
  const t = useTranslations('context');
  const sentence = useHistorySentence();
  const undo = useUndoEntry(itemId);
  return (
    <ol className="flex flex-col gap-2 text-sm">
      {entries.map((entry) => (
        <li key={entry.id} className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 wrap-anywhere text-soft">{sentence(entry)}</span>
          {entry.canUndo ? (
            <button
              type="button"
              onClick={() => void undo(entry)}
              className="shrink-0 text-xs font-medium text-accent-ink hover:underline touch:min-h-11 touch:min-w-11"
            >
              {t('undo')}
            </button>
          ) : null}
          <Timestamp at={entry.createdAt} className="exact shrink-0 text-xs text-muted" />
        </li>
      ))}
    </ol>
  );
}
