'use client';
import { useTranslations } from 'next-intl';
import { useDayAndTime } from '#components/ui/text/use-day-and-time.ts';
import { useMembers } from '#components/inbox-state/workspace/use-members.ts';
import type { HistoryEntry } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

/** How many values of a list in an entry are shown. */
const SHOWN_VALUES = 20;

type Entry = Pick<HistoryEntry, 'act' | 'member' | 'details'>;

/** What was done to an item, in a sentence. */
export function useHistorySentence(): (entry: Entry) => string {
  const t = useTranslations('history');
  const members = useMembers();
  const dayAndTime = useDayAndTime();
  return ({ act, member, details }) => {
    const key = act as Parameters<typeof t>[0]; // an act without a sentence falls back below
    const given = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, textOf(value)]));
    const known = members.find(({ id }) => id === details['ownerId'])?.name ?? details['ownerName'];
    const owner = typeof known === 'string' ? known : t('nobody');
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
