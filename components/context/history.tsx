'use client';
import { useTranslations } from 'next-intl';
import { When } from '#components/ui/when.tsx';
import type { HistoryEntry, ItemDetail } from '#lib/items/types.ts';
import { useMembers } from '#components/queue/use-filter-options.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { useUndoEntry } from './use-undo-entry.ts';

/** Of a list in an entry, the first; nobody reads more. */
const SHOWN_WORDS = 20;

/** What was done to the item, latest first, each with its way back where there is one. */
export function History({ detail }: { detail: ItemDetail }) {
  const t = useTranslations('context');
  const sentence = useHistorySentence();
  const undo = useUndoEntry(detail.item.id);
  if (detail.history.length === 0) return <p className="text-sm text-muted">{t('noActivity')}</p>;
  return (
    <ol className="flex flex-col gap-2 text-sm">
      {detail.history.map((entry) => (
        <li key={entry.id} className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 wrap-anywhere text-soft">{sentence(entry)}</span>
          {entry.canUndo ? (
            <button
              type="button"
              onClick={() => void undo(entry)}
              className="shrink-0 text-xs font-medium text-accent-ink hover:underline max-phone:min-h-11"
            >
              {t('undo')}
            </button>
          ) : null}
          <When at={entry.createdAt} className="exact shrink-0 text-xs text-muted" />
        </li>
      ))}
    </ol>
  );
}

function useHistorySentence(): (entry: HistoryEntry) => string {
  const t = useTranslations('history');
  const members = useMembers();
  return ({ act, member, details }) => {
    const key = act as Parameters<typeof t>[0]; // an act of HistoryAct; one we have no sentence for falls back below
    const words = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, wordOf(value)]));
    const owner = members.find(({ id }) => id === details['ownerId'])?.name ?? t('nobody');
    const values = {
      name: member ? isolated(plainLine(member.name)) : t('system'),
      tags: '',
      kind: 'other',
      ...words,
      owner,
    };
    return t.has(key) ? t(key, values) : act;
  };
}

function wordOf(value: unknown): string {
  if (Array.isArray(value)) return value.slice(0, SHOWN_WORDS).map(wordOf).join(', ');
  if (typeof value === 'object' && value !== null && 'name' in value) return wordOf(value.name);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? plainLine(value) : '';
}
