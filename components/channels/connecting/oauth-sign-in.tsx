'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ChannelView, NetworkView } from '#lib/channels/types.ts';
import { useBeginConnection } from './use-begin-connection.ts';

/** Opens the network's sign-in. The next page lists the accounts that it finds. */
export function OAuthSignIn({ network, channel }: { network: NetworkView; channel: ChannelView | null }) {
  const t = useTranslations('connect');
  const commonText = useTranslations('common');
  const { slug } = useWorkspace();
  const { begin, isBusy, error } = useBeginConnection();
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-soft">{t('window', { network: network.name })}</p>
      {error ? <Notice tone="bad">{error}</Notice> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          isBusy={isBusy}
          disabled={!network.isReady}
          onClick={() => void begin(network.network, channel?.id)}
        >
          {t(channel ? 'goAgain' : 'goOn', { network: network.name })}
        </Button>
        <Link href={`/w/${slug}/channels`} className={buttonClass('ghost')}>
          {commonText('cancel')}
        </Link>
      </div>
    </div>
  );
}
