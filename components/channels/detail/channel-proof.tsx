'use client';
import { useTranslations } from 'next-intl';
import { Fold } from '#components/ui/page-parts/fold.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { ComparedPosts } from '../compared-posts.tsx';
import { missingMessages } from '../list/sort-channels.ts';
import { ProofText } from '../proof-text.tsx';

/** The proof that nothing is missing: the sums, and each post that was compared. */
export function ChannelProof({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const { posts } = channel.proof;
  const missing = missingMessages(channel);
  return (
    <Fold
      title={t('proof')}
      tone={missing ? 'warn' : 'plain'}
      summary={
        missing === null
          ? t('table.notCompared')
          : missing > 0
            ? t('table.missing', { count: missing })
            : t('table.complete')
      }
    >
      <p className="text-sm">
        {posts.length > 0 ? (
          <ProofText channel={channel} />
        ) : (
          <span className="text-muted">{t('proofNone', { network: channel.networkName })}</span>
        )}
      </p>
      {posts.length > 0 ? <ComparedPosts posts={posts} /> : null}
    </Fold>
  );
}
