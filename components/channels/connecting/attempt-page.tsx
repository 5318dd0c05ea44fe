'use client';
import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Page } from '#components/ui/page.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { type ConnectionView, REFUSED_BY_MEMBER } from '#lib/channels/connecting/types.ts';
import type { ChannelView, NetworkView } from '#lib/channels/types.ts';
import { AccountChoice } from './account-choice.tsx';
import { ReconnectAccount } from './reconnect-account.tsx';
import { useBeginConnection } from './use-begin-connection.ts';
import { useChannelsApi } from '../use-channels-api.ts';

const EVERY_MS = 2_000;

type Props = { first: ConnectionView; channel: ChannelView | null; pricing: NetworkView['pricing'] };

/** The state of a sign-in at a network: waiting, accounts to choose from, failed, or expired. @param channel the one to reconnect */
export function AttemptPage({ first, channel, pricing }: Props) {
  const t = useTranslations('connect.attempt');
  const connectText = useTranslations('connect');
  const api = useChannelsApi();
  const { data: attempt } = useQuery({
    queryKey: ['connection', first.id],
    queryFn: () => api.getConnection(first.id),
    initialData: first,
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? EVERY_MS : false),
  });
  const { name } = useNetwork(attempt.network);
  const title = channel
    ? t('reconnectTitle', { handle: channelLabel(channel) })
    : attempt.state === 'choose'
      ? t('title', { network: name })
      : connectText('connectTitle', { network: name });
  return (
    <Page title={title} intro={attempt.state === 'choose' && !channel ? t('choose') : undefined}>
      <Step attempt={attempt} channel={channel} pricing={pricing} />
    </Page>
  );
}

function Step({ attempt, channel, pricing }: { attempt: ConnectionView } & Omit<Props, 'first'>) {
  const t = useTranslations('connect.attempt');
  const reasonText = useReasonText();
  const { name } = useNetwork(attempt.network);
  switch (attempt.state) {
    case 'waiting':
      return (
        <Ended icon={<Spinner />} title={t('waiting', { network: name })} attempt={attempt}>
          {t('waitingText', { network: name })}
        </Ended>
      );
    case 'failed':
      return (
        <Ended title={t('failed', { network: name })} attempt={attempt}>
          {attempt.failure === REFUSED_BY_MEMBER
            ? t('refused', { network: name })
            : reasonText({ reason: attempt.failure ?? 'rejected', detail: null })}
        </Ended>
      );
    case 'expired':
      return (
        <Ended title={t('expired')} attempt={attempt}>
          {t('expiredText')}
        </Ended>
      );
    case 'choose':
      if (channel) return <ReconnectAccount attempt={attempt} channel={channel} />;
      return attempt.accounts.length > 0 ? (
        <AccountChoice attempt={attempt} pricing={pricing} />
      ) : (
        <Ended title={t('none')} attempt={attempt}>
          {t('noneText')}
        </Ended>
      );
    default:
      return attempt.state satisfies never;
  }
}

type EndedProps = { icon?: ReactNode; title: string; attempt: ConnectionView; children: ReactNode };

/** What happened to a sign-in without accounts to choose from, with a button to start again. */
function Ended({ icon = <Icon of={KeyRound} size={20} />, title, attempt, children }: EndedProps) {
  const t = useTranslations('connect.attempt');
  const { begin, isBusy, error } = useBeginConnection();
  const again = (
    <Button
      look={attempt.state === 'waiting' ? 'ghost' : 'primary'}
      isBusy={isBusy}
      onClick={() => void begin(attempt.network, attempt.channelId ?? undefined)}
    >
      {t('again')}
    </Button>
  );
  return (
    <EmptyState icon={icon} title={title} action={again}>
      <p role="status">{children}</p>
      {error ? (
        <Notice tone="bad" className="mt-3 text-left">
          {error}
        </Notice>
      ) : null}
    </EmptyState>
  );
}
