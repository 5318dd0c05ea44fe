'use client';
import { useTranslations } from 'next-intl';
import type { ChannelView } from '#lib/channels/types.ts';
import { canReceive } from './channel-health.ts';

/** How many comments the network reports and how many are stored, in a sentence. Nothing if nothing was compared. */
export function ProofText({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const { reported, held, missing, onTheirWay, posts } = channel.proof;
  const network = channel.networkName;
  if (posts.length === 0) return null;
  if (!channel.capabilities.comment) {
    const text = canReceive(channel) ? 'proofUncompared' : 'proofClosed';
    return <span className="text-muted">{t(text, { network, reported })}</span>;
  }
  const values = { reported, held, network };
  if (missing > 0) return <span className="font-medium text-warn">{t('proofMissing', { ...values, missing })}</span>;
  if (onTheirWay > 0) return <span className="font-medium">{t('proofOnTheirWay', { ...values, onTheirWay })}</span>;
  return <span className="font-medium text-ok">{t('proofWhole', values)}</span>;
}
