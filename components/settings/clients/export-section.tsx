'use client';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { startExportAction } from '#app/actions/clients.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import type { ExportView } from '#lib/clients/types.ts';
import { useAct } from '../use-act.ts';

/** How often the progress is read, in milliseconds. */
const EVERY_MS = 3_000;

/** Asks for a copy of everything, shows how far it is, and gives it out. */
export function ExportSection({ workspace, exports }: { workspace: string; exports: readonly ExportView[] }) {
  const t = useTranslations('clients.export');
  const format = useFormatter();
  const router = useRouter();
  const { act, isBusy, error } = useAct();
  const isUnderWay = exports.some(({ state }) => state === 'waiting' || state === 'running');
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(() => router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isUnderWay, router]);
  const detailOf = ({ state, tablesDone, tables, bytes, expiresAt }: ExportView) => {
    const size = format.number(bytes / 1_000_000, {
      style: 'unit',
      unit: 'megabyte',
      maximumFractionDigits: 1,
    });
    if (state === 'running') return t('running', { done: tablesDone, all: tables, size });
    if (state !== 'done') return t(state);
    return t('done', { size, date: format.dateTime(new Date(expiresAt ?? 0), { dateStyle: 'medium' }) });
  };
  return (
    <div className="flex max-w-140 flex-col gap-3">
      {exports.length > 0 ? (
        <Lines label={t('list')}>
          {exports.map((one) => (
            <Line
              key={one.id}
              title={<span aria-live="polite">{detailOf(one)}</span>}
              detail={t('by', {
                name: one.requestedBy,
                date: format.dateTime(new Date(one.requestedAt), { dateStyle: 'medium', timeStyle: 'short' }),
              })}
            >
              {one.state === 'done' ? (
                <a
                  href={`/api/v1/workspaces/${workspace}/exports/${one.id}/file`}
                  download
                  className={buttonClass('plain', 'small')}
                >
                  {t('download')}
                </a>
              ) : null}
            </Line>
          ))}
        </Lines>
      ) : null}
      <div>
        <Button isBusy={isBusy} disabled={isUnderWay} onClick={() => act(() => startExportAction(workspace, {}))}>
          {t('start')}
        </Button>
      </div>
      {error ? <Notice tone="bad">{error}</Notice> : null}
    </div>
  );
}
