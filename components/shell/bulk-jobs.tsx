'use client';
import { Check, CircleAlert, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { Problem } from '#components/api/problem.ts';
import { bulkText } from '#components/inbox-state/acts/bulk-text.ts';
import { isRunning, useBulkJobs } from '#components/inbox-state/acts/use-bulk-jobs.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { BulkJobView } from '#lib/items/bulk/types.ts';

/** The member's acts on many items, under every page: how far each is, then what it did and what it left as it was. */
export function BulkJobs() {
  const t = useTranslations('acts');
  const { jobs, cancel, undo, dismiss } = useBulkJobs();
  if (jobs.length === 0) return null;
  return (
    <section aria-label={t('bulk.region')} className="max-h-40 shrink-0 overflow-y-auto border-t border-line bg-rail">
      <ul className="divide-y divide-line">
        {jobs.map((job) => (
          <li key={job.id} className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1 text-sm">
            {isRunning(job) ? <Progress job={job} /> : <Result job={job} />}
            <span className="flex items-center gap-1">
              {isRunning(job) ? (
                <Button size="small" onClick={() => void cancel(job.id)}>
                  {t('bulk.cancel')}
                </Button>
              ) : null}
              {!isRunning(job) && job.act !== 'undo' && job.changed > 0 ? (
                <Button size="small" onClick={() => void undo(job.id)}>
                  {t('bulk.undoAll')}
                </Button>
              ) : null}
              {isRunning(job) ? null : (
                <IconButton
                  size="small"
                  label={t('bulk.dismiss')}
                  icon={<Icon of={X} size={14} />}
                  onClick={() => void dismiss(job.id)}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Progress({ job }: { job: BulkJobView }) {
  const t = useTranslations('acts');
  const { text } = bulkText(t, job);
  return (
    <>
      <span className="exact">{text}</span>
      <progress
        aria-label={text}
        max={job.total ?? undefined}
        value={job.total === null ? undefined : Math.min(job.seen, job.total)}
        className="h-1.5 min-w-24 flex-1 accent-accent"
      />
    </>
  );
}

function Result({ job }: { job: BulkJobView }) {
  const t = useTranslations('acts');
  const problemText = useProblemText();
  const { text, details } = bulkText(t, job);
  const reason = job.stopReason ? problemText(new Problem(job.stopReason, 0)) : null;
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
      <Icon of={reason ? CircleAlert : Check} size={14} className={reason ? 'text-bad' : 'text-good'} />
      <span className="exact font-medium">{text}</span>
      {reason ? <span className="text-bad">{reason}</span> : null}
      {details.map((detail) => (
        <span key={detail} className="exact text-muted">
          {detail}
        </span>
      ))}
    </span>
  );
}
