'use client';
import { useTranslations } from 'next-intl';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Fold } from '#components/ui/page-parts/fold.tsx';
import { useDurationText } from '#components/ui/text/timestamp.tsx';
import type { ChannelView } from '#lib/channels/types.ts';

/** What the network requires us to erase, and when. */
export function RetentionPolicy({ channel: { terms, networkName } }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const span = useDurationText();
  const lines = [
    ...(terms?.erasesDeleted ? [t('termErases')] : []),
    ...(terms?.profilesForMs === undefined ? [] : [t('termProfiles', { span: span(terms.profilesForMs) })]),
    ...(terms?.textsForMs === undefined ? [] : [t('termTexts', { span: span(terms.textsForMs) })]),
    ...(terms?.refreshWithinMs === undefined ? [] : [t('termRefresh', { span: span(terms.refreshWithinMs) })]),
  ];
  return (
    <Fold title={t('terms')}>
      {lines.length === 0 ? (
        <EmptyLine>{t('termsNone', { network: networkName })}</EmptyLine>
      ) : (
        <ul className="flex list-disc flex-col gap-1 pl-4 text-sm text-soft marker:text-muted">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Fold>
  );
}
