'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import type { BulkJobView } from '#lib/items/bulk/types.ts';
import { useInbox } from '../inbox-provider.tsx';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { bulkText } from './bulk-text.ts';

/** How often the progress of what runs is read, in milliseconds. */
const EVERY_MS = 1_000;

export const bulkJobsKey = ['bulk-jobs'];

export function isRunning({ state }: BulkJobView): boolean {
  return state === 'queued' || state === 'running';
}

/**
 * The member's acts on many items that run or have ended, with what can be done about them. Mounted once: it says when one
 * has ended, and puts it on `z`.
 */
export function useBulkJobs() {
  const { api } = useWorkspace();
  const inbox = useInbox();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const t = useTranslations('acts');
  const { data } = useQuery({
    queryKey: bulkJobsKey,
    queryFn: () => api.listBulkJobs(),
    refetchInterval: ({ state }) => (state.data?.jobs.some(isRunning) ? EVERY_MS : false),
  });
  const acts = useMemo(() => {
    const tried = (ask: (id: string) => Promise<unknown>) => async (id: string) => {
      try {
        await ask(id);
      } catch (error) {
        inbox.screen.set({ notice: problemText(error) });
      }
      await cache.invalidateQueries({ queryKey: bulkJobsKey });
    };
    return { cancel: tried(api.cancelBulk), undo: tried(api.undoBulk), dismiss: tried(api.dismissBulk) };
  }, [api, inbox, cache, problemText]);

  const jobs = data?.jobs;
  const running = useRef(new Set<string>());
  useEffect(() => {
    for (const job of jobs ?? []) {
      if (isRunning(job)) running.current.add(job.id);
      else if (running.current.delete(job.id)) {
        const { text, details } = bulkText(t, job);
        announce([text, ...details].join('. '));
        void cache.invalidateQueries({ queryKey: ['counts'] });
        if (job.act !== 'undo' && job.changed > 0) inbox.undo.push({ label: text, run: () => acts.undo(job.id) });
      }
    }
  }, [jobs, t, cache, inbox, acts]);
  return { jobs: jobs ?? [], ...acts };
}
