'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';
import { Fold } from '#components/ui/page-parts/fold.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { type ChannelView, itemKinds } from '#lib/channels/types.ts';

/** The kinds of item that can't be read on this channel, and why. Nothing if all can be read. */
export function UnreadableKinds({ kinds }: { kinds: ChannelView['health']['unreadableKinds'] }) {
  const t = useTranslations('channels');
  const format = useFormatter();
  const kindText = useTranslations('networks.kinds');
  const reasonText = useReasonText();
  const lines = itemKinds.flatMap((kind) => {
    const reason = kinds[kind];
    return reason === undefined ? [] : [{ kind, reason }];
  });
  if (lines.length === 0) return null;
  return (
    <Fold title={t('unreadable')} summary={format.list(lines.map(({ kind }) => kindText(kind).toLowerCase()))}>
      <p className="text-sm text-muted">{t('unreadableHint')}</p>
      <Lines label={t('unreadable')}>
        {lines.map(({ kind, reason }) => (
          <Line key={kind} title={kindText(kind)} detail={reasonText({ reason, detail: null })} />
        ))}
      </Lines>
    </Fold>
  );
}
