'use client';
import { useTranslations } from 'next-intl';
import { useDayAndTime } from '#components/ui/text/use-day-and-time.ts';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { HistoryEntry } from '#lib/items/types.ts';
import { useMembers } from '#components/inbox-state/workspace/use-members.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { useUndoEntry } from './use-undo-entry.ts';

/** How many values of a list in an entry are shown. */
const SHOWN_VALUES = 20;

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

function useHistorySentence(): (entry: HistoryEntry) => string {
  const t = useTranslations('history');
  const members = useMembers();
  const dayAndTime = useDayAndTime();
  return ({ act, member, details }) => {
    const key = act as Parameters<typeof t>[0]; // an act without a sentence falls back below
    const given = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, textOf(value)]));
    const owner = members.find(({ id }) => id === details['ownerId'])?.name ?? t('nobody');
    const values = {
      name: member ? isolated(plainLine(member.name)) : t('system'),
      tags: '',
      guest: t('guest'),
      word: 'none',
      kind: 'other',
      reason: 'other',
      why: 'other',
      change: 'other',
      title: t('case_unseen'),
      when: typeof details['dueAt'] === 'string' ? dayAndTime(details['dueAt']) : '',
      ...given,
      owner,
    };
    return t.has(key) ? t(key, values) : act;
  };
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.slice(0, SHOWN_VALUES).map(textOf).join(', ');
  if (typeof value === 'object' && value !== null && 'name' in value) return textOf(value.name);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? plainLine(value) : '';
}
