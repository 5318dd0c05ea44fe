'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { Line, Lines } from '#components/ui/page.tsx';
import type { ErasureView } from '#lib/clients/types.ts';

/** What remains of the organization's erased workspaces: one line each. */
export function ErasureLines({ erasures }: { erasures: readonly ErasureView[] }) {
  const t = useTranslations('clients.erasures');
  const format = useFormatter();
  const endOf = ({ doneAt, archivedBy: by }: ErasureView) => {
    if (doneAt === null) return t('underWay');
    const date = format.dateTime(new Date(doneAt), { dateStyle: 'long', timeStyle: 'short' });
    return by === null ? t('done', { date }) : t('doneBy', { date, by });
  };
  return (
    <Lines label={t('list')}>
      {erasures.map((erasure) => {
        const { workspaceId, name, items, messages, contacts } = erasure;
        return (
          <Line
            key={workspaceId}
            title={<span className="font-medium">{name}</span>}
            detail={`${endOf(erasure)} · ${t('what', { items, messages, contacts })}`}
          />
        );
      })}
    </Lines>
  );
}
