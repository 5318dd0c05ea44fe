'use client';
import { useTranslations } from 'next-intl';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useAvatar } from '#components/inbox-state/people/use-avatar.ts';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ConnectionView } from '#lib/channels/connecting/types.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { AccountName } from './account-name.tsx';
import { useBeginConnection } from './use-begin-connection.ts';
import { useConnectAccounts } from './use-connect-accounts.ts';

/** Reconnects a channel after a sign-in, or says that its account was not among those that the sign-in found. */
export function ReconnectAccount({ attempt, channel }: { attempt: ConnectionView; channel: ChannelView }) {
  const t = useTranslations('connect.attempt');
  const { name } = useNetwork(attempt.network);
  const avatarOf = useAvatar();
  const { connect, isBusy, error } = useConnectAccounts(attempt.id);
  const { begin, isBusy: isBeginning, error: beginError } = useBeginConnection();
  const account = attempt.accounts.find(({ externalId }) => externalId === channel.externalId);
  const problem = error ?? beginError;
  return (
    <div className="flex max-w-140 flex-col gap-4">
      <div className="border-y border-line py-3">
        <AccountName account={account ?? channel} network={attempt.network} picture={avatarOf(channel)} />
      </div>
      <Notice tone={account ? 'ok' : 'warn'}>
        {account ? t('isSame', { network: name }) : t('isOther', { handle: channelLabel(channel) })}
      </Notice>
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
      <div>
        {account ? (
          <Button look="primary" isBusy={isBusy} onClick={() => void connect([account.externalId])}>
            {t('reconnect')}
          </Button>
        ) : (
          <Button look="primary" isBusy={isBeginning} onClick={() => void begin(attempt.network, channel.id)}>
            {t('again')}
          </Button>
        )}
      </div>
    </div>
  );
}
