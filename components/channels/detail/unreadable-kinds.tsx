'use client';
import { useTranslations } from 'next-intl';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';
import { Line, Lines, Section } from '#components/ui/page.tsx';
import { type ChannelView, itemKinds } from '#lib/channels/types.ts';

/** The kinds of item that can't be read on this channel, and why. Nothing if all can be read. */
export function UnreadableKinds({ kinds }: { kinds: ChannelView['health']['unreadableKinds'] }) {
  const t = useTranslations('channels');
  const kindText = useTranslations('networks.kinds');
  const reasonText = useReasonText();
  const lines = itemKinds.flatMap((kind) => {
    const reason = kinds[kind];
    return reason === undefined ? [] : [{ kind, reason }];
  });
  if (lines.length === 0) return null;
  return (
    <Section title={t('unreadable')} hint={t('unreadableHint')}>
      <Lines label={t('unreadable')}>
        {lines.map(({ kind, reason }) => (
          <Line key={kind} title={kindText(kind)} detail={reasonText({ reason, detail: null })} />
        ))}
      </Lines>
    </Section>
  );
}
