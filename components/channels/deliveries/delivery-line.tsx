'use client';
import { useQueryClient } from '@tanstack/react-query';
import { FileText, RotateCcw } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Line } from '#components/ui/page.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { DeliveryState, DeliveryView } from '#lib/sync/deliveries/types.ts';
import { DeliveryDialog } from './delivery-dialog.tsx';
import { useChannelsApi } from '../use-channels-api.ts';

const tones: Record<DeliveryState, Tone> = { received: 'accent', processed: 'ok', failed: 'bad', unreadable: 'warn' };

/** One delivery: when it was received, its state and the reason. An admin can open or replay it. */
export function DeliveryLine({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations('channels.delivery');
  const format = useFormatter();
  const api = useChannelsApi();
  const { can } = useWorkspace();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { id, channelId, receivedAt, state, attempts, error, nextAt, size } = delivery;
  const isErased = size === 0;
  const replay = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await api.replayDelivery(id);
      await cache.invalidateQueries({ queryKey: ['deliveries', channelId] });
    } catch (thrown) {
      setProblem(problemText(thrown));
    }
    setBusy(false);
  };
  return (
    <Line
      title={
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <Timestamp at={receivedAt} look="full" className="exact" />
          <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
        </span>
      }
      detail={
        <>
          <span className="exact text-xs">
            {isErased
              ? t('erased')
              : format.number(size / 1000, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 })}
            {attempts > 0 ? ` · ${t('attempts', { n: attempts })}` : null}
            {nextAt ? ` · ${t('next', { when: format.dateTime(new Date(nextAt), { timeStyle: 'medium' }) })}` : null}
          </span>
          {error ? (
            <p dir="auto" lang="" className="text-sm break-words text-soft">
              {error}
            </p>
          ) : null}
          {problem ? (
            <p role="alert" className="text-sm text-bad">
              {problem}
            </p>
          ) : null}
        </>
      }
    >
      {can('getDelivery') && !isErased ? (
        <>
          <IconButton label={t('show')} icon={<Icon of={FileText} />} onClick={() => setOpen(true)} />
          {isOpen ? <DeliveryDialog delivery={delivery} onClose={() => setOpen(false)} /> : null}
        </>
      ) : null}
      {can('replayDelivery') && !isErased && state !== 'received' ? (
        <IconButton
          label={t('replay')}
          icon={<Icon of={RotateCcw} />}
          disabled={isBusy}
          onClick={() => void replay()}
        />
      ) : null}
    </Line>
  );
}
