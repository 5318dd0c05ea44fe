'use client';
import { useTranslations } from 'next-intl';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { Notice } from '#components/ui/notice.tsx';
import { Page } from '#components/ui/page.tsx';
import type { ChannelView, NetworkView } from '#lib/channels/types.ts';
import { AppNotice } from './app-notice.tsx';
import { ConnectFields } from './connect-fields.tsx';
import { CostNotice, QuotaNotice } from './cost-notice.tsx';
import { ConnectSteps } from './connect-steps.tsx';
import { OAuthSignIn } from './oauth-sign-in.tsx';
import { optionalText } from './optional-text.ts';
import { NetworkCapabilities } from './network-capabilities.tsx';

/** Connects an account, or gives a channel new credentials: what is needed, step by step, and what it makes possible. */
export function ConnectPage({ network, channel }: { network: NetworkView; channel: ChannelView | null }) {
  const t = useTranslations('connect');
  const { name } = network;
  const title = channel ? t('reconnectTitle', { handle: channelLabel(channel) }) : t('connectTitle', { network: name });
  const isClosed = Object.keys(network.capabilities).length === 0;
  return (
    <Page title={title}>
      {isClosed ? (
        <Notice>{optionalText(t, `closed.${network.network}`) ?? t('nothingText', { network: name })}</Notice>
      ) : null}
      {network.isReady ? null : <AppNotice network={network} />}
      <div className="grid grid-cols-[minmax(0,22rem)_minmax(0,1fr)] gap-x-14 gap-y-8 max-wide:grid-cols-1">
        <div className="flex flex-col gap-4">
          <CostNotice network={network} />
          {channel ? null : <QuotaNotice network={network} />}
          {network.connectBy === 'oauth' ? (
            <OAuthSignIn network={network} channel={channel} />
          ) : (
            <ConnectFields network={network} channel={channel} />
          )}
        </div>
        <div className="flex flex-col gap-6">
          <ConnectSteps network={network} />
          {isClosed ? null : <NetworkCapabilities network={network} />}
        </div>
      </div>
    </Page>
  );
}
