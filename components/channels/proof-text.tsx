'use client';
import { useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { canReceive } from './channel-health.ts';

/** How many comments the network reports and how many are stored, in a sentence. Nothing if nothing was compared. */
export function ProofText({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const { reported, held, posts } = channel.proof;
  const network = channel.networkName;
  if (posts.length === 0) return null;
  if (!channel.capabilities.comment) {
    const text = canReceive(channel) ? 'proofUncompared' : 'proofClosed';
    return <span className="text-muted">{t(text, { network, reported })}</span>;
  }
  const missing = reported - held;
  return (
    <span className={cx('font-medium', missing > 0 ? 'text-warn' : 'text-ok')}>
      {missing > 0
        ? t('proofMissing', { missing, reported, held, network })
        : t('proofWhole', { reported, held, network })}
    </span>
  );
}
