'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useNow } from '#components/ui/time/use-now.ts';

const kinds = ['answered', 'resolved', 'snoozed'] as const;

/** What the member has done since midnight, as the history has it: undone acts and cancelled replies are left out. */
export function DoneToday() {
  const t = useTranslations('empty');
  const { api } = useWorkspace();
  const midnight = new Date(useNow()).setHours(0, 0, 0, 0);
  // Below `counts`: what makes the counts stale makes these stale too.
  const { data } = useQuery({
    queryKey: ['counts', 'done', midnight],
    queryFn: () => api.countDone(new Date(midnight)),
  });
  const list = kinds
    .filter((kind) => data !== undefined && data[kind] > 0)
    .map((kind) => t(`done.${kind}`, { count: data?.[kind] ?? 0 }));
  return list.length === 0 ? null : <p className="exact text-soft">{t('today', { list: list.join(' · ') })}</p>;
}
