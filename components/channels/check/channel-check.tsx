'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Stethoscope } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { announce } from '#components/ui/announcer/announce.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Fold } from '#components/ui/page-parts/fold.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ChannelCheckView } from '#lib/channels/check/types.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { useChannelsApi } from '../use-channels-api.ts';
import { useMoney } from '../use-money.ts';
import { CheckFacts } from './check-facts.tsx';
import { CheckLines } from './check-lines.tsx';
import { ChannelTrial } from './channel-trial.tsx';
import { CopyReport } from './copy-report.tsx';
import { useSums } from './use-sums.ts';

const BUSY_EVERY_MS = 1_000;
const QUIET_EVERY_MS = 10_000;

/** The check of a channel on the real account: its button, its lines while they come, the trial, and what is uncertain. */
export function ChannelCheck({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channelCheck');
  const api = useChannelsApi();
  const queryKey = ['channels', channel.id, 'check'];
  const { data: view, error } = useQuery({
    queryKey,
    queryFn: () => api.getChannelCheck(channel.id),
    refetchInterval: ({ state }) => (isLive(state.data) ? BUSY_EVERY_MS : QUIET_EVERY_MS),
  });
  const sums = useSums(view?.check?.lines ?? []);
  useAnnounceEnd(view, sums.text);
  return (
    <Fold
      title={t('title')}
      tone={sums.failed > 0 ? 'warn' : 'plain'}
      summary={view ? summaryOf(view, sums, t) : undefined}
    >
      {error && !view ? <FailedLine>{t('neverText')}</FailedLine> : null}
      {view ? <CheckParts channel={channel} view={view} /> : null}
    </Fold>
  );
}

function CheckParts({ channel, view }: { channel: ChannelView; view: ChannelCheckView }) {
  const t = useTranslations('channelCheck');
  const money = useMoney();
  const { can } = useWorkspace();
  const { networkName: network } = channel;
  const { check, costMicros } = view;
  return (
    <>
      <p className="text-sm text-muted">
        {t('intro', { network })} {t('automatic')}
        {costMicros === null ? null : ` ${t('costs', { cost: money(costMicros) })}`}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        {can('checkChannel') ? <CheckButton channel={channel} view={view} /> : null}
        {check?.finishedAt ? <CopyReport channel={channel} view={view} /> : null}
        {check?.finishedAt ? (
          <span className="text-sm text-muted">
            {t('checkedAt')} <Timestamp at={check.finishedAt} className="exact" />
            {check.isAutomatic ? ` · ${t('byItself')}` : null}
          </span>
        ) : null}
      </div>
      {check && check.lines.length > 0 ? <CheckLines channel={channel} lines={check.lines} /> : null}
      <ChannelTrial channel={channel} trial={view.trial} />
      <CheckFacts channel={channel} facts={view.facts} />
    </>
  );
}

function CheckButton({ channel, view }: { channel: ChannelView; view: ChannelCheckView }) {
  const t = useTranslations('channelCheck');
  const api = useChannelsApi();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [problem, setProblem] = useState<string | null>(null);
  const isRunning = view.check !== null && view.check.finishedAt === null;
  const isOff = channel.status !== 'connected';
  const check = async () => {
    setProblem(null);
    try {
      cache.setQueryData(['channels', channel.id, 'check'], await api.checkChannel(channel.id));
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  return (
    <>
      <Button
        icon={<Icon of={Stethoscope} />}
        isBusy={isRunning}
        disabled={isOff}
        {...(isOff ? { title: t('notConnected') } : {})}
        onClick={() => void check()}
      >
        {isRunning ? t('checking') : t('check')}
      </Button>
      {problem ? (
        <span role="alert" className="text-sm text-bad">
          {problem}
        </span>
      ) : null}
    </>
  );
}

function isLive(view: ChannelCheckView | undefined): boolean {
  if (!view) return false;
  return (
    (view.check !== null && view.check.finishedAt === null) || (view.trial !== null && view.trial.arrival === null)
  );
}

function summaryOf(
  { check }: ChannelCheckView,
  sums: ReturnType<typeof useSums>,
  t: ReturnType<typeof useTranslations<'channelCheck'>>,
): string {
  if (!check) return t('never');
  if (check.finishedAt === null) return t('running', { done: sums.done, all: check.lines.length });
  return sums.failed > 0 ? t('sums.failed', { n: sums.failed }) : t('allWell');
}

/** Says once that a check has ended that ran while somebody looked on. */
function useAnnounceEnd(view: ChannelCheckView | undefined, sums: string): void {
  const t = useTranslations('channelCheck');
  const running = useRef<string | null>(null);
  const check = view?.check;
  useEffect(() => {
    if (!check) return;
    if (check.finishedAt === null) running.current = check.id;
    else if (running.current === check.id) {
      running.current = null;
      announce(t('done', { sums }));
    }
  }, [check, sums, t]);
}
