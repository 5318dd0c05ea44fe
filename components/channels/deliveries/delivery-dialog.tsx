'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import { LinesSkeleton } from '#components/ui/skeleton.tsx';
import type { DeliveryView } from '#lib/sync/deliveries/types.ts';
import { useChannelsApi } from '../use-channels-api.ts';

/** A delivery's content as it was received. */
export function DeliveryDialog({ delivery, onClose }: { delivery: DeliveryView; onClose: () => void }) {
  const t = useTranslations('channels.delivery');
  const format = useFormatter();
  const api = useChannelsApi();
  const problemText = useProblemText();
  const { data, error, refetch } = useQuery({
    queryKey: ['delivery', delivery.id],
    queryFn: () => api.getDelivery(delivery.id),
  });
  const when = format.dateTime(new Date(delivery.receivedAt), { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('bodyTitle', { when })}
      className="w-[min(92vw,44rem)]"
    >
      {error && !data ? <FailedLine onRetry={() => void refetch()}>{problemText(error)}</FailedLine> : null}
      {!data && !error ? <LinesSkeleton lines={3} /> : null}
      {data ? (
        <div className="flex flex-col gap-3 pb-3">
          <Part title={t('headers')}>
            {Object.entries(data.headers)
              .map(([name, value]) => `${name}: ${value}`)
              .join('\n')}
          </Part>
          <Part title={t('body')}>{prettyJson(data.body)}</Part>
        </div>
      ) : null}
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: string }) {
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-muted">{title}</h3>
      <pre className="overflow-x-auto rounded-control bg-sunken p-2 font-mono text-xs whitespace-pre-wrap break-all">
        {children}
      </pre>
    </section>
  );
}

function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
