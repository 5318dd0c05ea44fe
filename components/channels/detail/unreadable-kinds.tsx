'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';
import { Fold } from '#components/ui/page-parts/fold.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { type ChannelView, itemKinds } from '#lib/channels/types.ts';

/** What can't be read on this channel, and why: whole kinds of item, encrypted conversations. Nothing if all can be read. */
export function UnreadableKinds({ health }: { health: ChannelView['health'] }) {
  const { unreadableKinds: kinds, encryptedConversations: encrypted } = health;
  const t = useTranslations('channels');
  const format = useFormatter();
  const kindText = useTranslations('networks.kinds');
  const reasonText = useReasonText();
  const lines = itemKinds.flatMap((kind) => {
    const reason = kinds[kind];
    return reason === undefined ? [] : [{ kind, reason }];
  });
  if (lines.length === 0 && encrypted === 0) return null;
  const encryptedText = t('encrypted', { count: encrypted });
  const parts = [...lines.map(({ kind }) => kindText(kind).toLowerCase()), ...(encrypted > 0 ? [encryptedText] : [])];
  return (
    <Fold title={t('unreadable')} summary={format.list(parts)}>
      {lines.length > 0 ? <p className="text-sm text-muted">{t('unreadableHint')}</p> : null}
      <Lines label={t('unreadable')}>
        {lines.map(({ kind, reason }) => (
          <Line key={kind} title={kindText(kind)} detail={reasonText({ reason, detail: null })} />
        ))}
        {encrypted > 0 ? (
          <Line title={encryptedText} detail={reasonText({ reason: 'encrypted', detail: null })} />
        ) : null}
      </Lines>
    </Fold>
  );
}
