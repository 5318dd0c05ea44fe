'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button } from '#components/ui/button.tsx';
import type { TrialView } from '#lib/channels/check/types.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { canReceive } from '../channel-health.ts';
import { useChannelsApi } from '../use-channels-api.ts';
import { useTrialText } from './use-trial-text.ts';

/** Asks for a comment from another account, and says when it came, by which way and after how long. */
export function ChannelTrial({ channel, trial }: { channel: ChannelView; trial: TrialView | null }) {
  const t = useTranslations('channelCheck.trial');
  const format = useFormatter();
  const api = useChannelsApi();
  const cache = useQueryClient();
  const { can } = useWorkspace();
  const problemText = useProblemText();
  const trialText = useTrialText();
  const [problem, setProblem] = useState<string | null>(null);
  if (!canReceive(channel) || channel.status !== 'connected') return null;
  const start = async () => {
    setProblem(null);
    try {
      cache.setQueryData(['channels', channel.id, 'check'], await api.startTrial(channel.id));
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  return (
    <div className="mt-3 flex flex-col items-start gap-1.5">
      <h3 className="text-base font-medium">{t('title')}</h3>
      <p className="text-sm text-muted">{t('text')}</p>
      <p role="status" className="exact text-sm empty:hidden">
        {trial?.arrival ? trialText(trial.arrival) : null}
        {trial && !trial.arrival
          ? t('waiting', { when: format.dateTime(new Date(trial.startedAt), { timeStyle: 'medium' }) })
          : null}
      </p>
      {problem ? (
        <p role="alert" className="text-sm text-bad">
          {problem}
        </p>
      ) : null}
      {can('checkChannel') ? <Button onClick={() => void start()}>{trial ? t('again') : t('start')}</Button> : null}
    </div>
  );
}
