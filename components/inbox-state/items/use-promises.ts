'use client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useProblemText } from '#components/api/use-problem-text.ts';
import type { PromiseView } from '#lib/items/promises/types.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { useActs } from '../acts/use-acts.tsx';
import { useInbox } from '../inbox-provider.tsx';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import type { ItemContent } from './item-content.ts';
import { rereadItem } from './use-item.ts';

/** What is owed on an item, the soonest first, and what waits for its reply. Nothing is asked of the server where neither can be. */
export function usePromises(row: ItemRow, content: ItemContent | undefined): PromiseView[] {
  const { api } = useWorkspace();
  const isWaiting = content?.messages.some(({ direction, state }) => direction === 'outbound' && state !== 'sent');
  const isOn = row.promiseDueAt !== null || isWaiting === true;
  const { data } = useQuery({
    queryKey: ['promises', row.id, row.version],
    queryFn: () => api.listPromises(row.id),
    enabled: isOn,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (!isOn) return [];
  return (data?.promises ?? []).filter(({ state }) => state === 'open' || state === 'pending');
}

/** The acts on a promise. What ends one can be undone. */
export function usePromiseActs() {
  const { api } = useWorkspace();
  const { items, screen } = useInbox();
  const acts = useActs();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const t = useTranslations('promises');
  const run = async (request: () => Promise<{ item: ItemRow }>): Promise<boolean> => {
    try {
      const { item } = await acts.during(request());
      items.putRows([item]);
      void cache.invalidateQueries({ queryKey: ['counts'] });
      await rereadItem(cache, item.id);
      return true;
    } catch (error) {
      screen.set({ notice: problemText(error) });
      return false;
    } finally {
      void cache.invalidateQueries({ queryKey: ['promises'] });
    }
  };
  const end = async (id: string, request: () => Promise<{ item: ItemRow }>, label: string) => {
    if (!(await run(request))) return false;
    const reopen = async () => void (await run(() => api.reopenPromise(id)));
    acts.remember({ label, sentence: label, run: reopen }, { withToast: true });
    return true;
  };
  return {
    keep: (id: string) => end(id, () => api.keepPromise(id), t('said.kept')),
    withdraw: (id: string, reason: string) => end(id, () => api.withdrawPromise(id, reason), t('said.withdrawn')),
    move: (id: string, dueAt: Date) => run(() => api.movePromise(id, dueAt.toISOString())),
  };
}
