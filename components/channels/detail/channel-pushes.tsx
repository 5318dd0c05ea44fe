'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.ts';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Fold } from '#components/ui/page-parts/fold.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import type { ChannelView } from '#lib/channels/types.ts';

const states = ['waiting', 'failed', 'unreadable'] as const;

/** How many pushed deliveries were not read, with a link to the list. */
export function ChannelPushes({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const { slug } = useWorkspace();
  const { pushes } = useNetwork(channel.network);
  const { deliveries } = channel;
  if (pushes.length === 0) {
    return (
      <Fold title={t('deliveries')} summary={t('deliveriesNever')}>
        <EmptyLine>{t('deliveriesNone', { network: channel.networkName })}</EmptyLine>
      </Fold>
    );
  }
  const lost = deliveries.failed + deliveries.unreadable;
  return (
    <Fold title={t('deliveries')} tone={lost > 0 ? 'warn' : 'plain'} summary={t('deliveriesLost', { count: lost })}>
      <Lines label={t('deliveries')}>
        <Line
          title={
            <span className="exact flex flex-wrap gap-x-5">
              {states.map((state) => (
                <span key={state} className={cx(state !== 'waiting' && deliveries[state] > 0 && 'text-warn')}>
                  {deliveries[state]} {t(`deliveriesCounts.${state}`)}
                </span>
              ))}
            </span>
          }
        >
          <Link href={`/w/${slug}/channels/${channel.id}/deliveries`} className={buttonClass('plain', 'small')}>
            {t('deliveriesAll')}
          </Link>
        </Line>
      </Lines>
    </Fold>
  );
}
