import type { useTranslations } from 'next-intl';
import type { BulkJobView } from '#lib/items/bulk/types.ts';
import { isolated } from '#lib/plain-text.ts';

type T = ReturnType<typeof useTranslations<'acts'>>;

/** What is happening, or what came of it; `details`: what was left as it was and why. */
export function bulkText(t: T, job: BulkJobView): { text: string; details: string[] } {
  const { act, state, seen, total, changed } = job;
  if (state === 'queued' || state === 'running') {
    const doing = t(`bulk.doing.${act}`);
    const text = total === null ? t('bulk.progress', { doing, seen }) : t('bulk.progressOf', { doing, seen, total });
    return { text, details: [] };
  }
  const done = act === 'undo' ? t('bulk.putBack', { count: changed }) : doneText(t, act, changed);
  const text = state === 'done' ? done : t(`bulk.${state}`, { done });
  return {
    text,
    details: job.skipped.map(({ reason, member, items }) =>
      reason === 'held'
        ? t('bulk.held', { count: items, name: isolated(member?.name ?? '') })
        : t(`bulk.left.${reason}`, { count: items }),
    ),
  };
}

function doneText(t: T, act: Exclude<BulkJobView['act'], 'undo'>, changed: number): string {
  return changed === 0 ? t('bulk.nothing') : t('bulk.done', { act: t(`done.${act}`, { count: 1 }), count: changed });
}
