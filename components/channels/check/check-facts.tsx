'use client';
import { useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import type { FactView } from '#lib/channels/check/types.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { useFactText } from './use-fact-text.ts';

/** What no document of the network says for certain: what settles it, and what was found. */
export function CheckFacts({ channel, facts }: { channel: ChannelView; facts: readonly FactView[] }) {
  const t = useTranslations('channelCheck.facts');
  const factText = useFactText(channel.network);
  if (facts.length === 0) return null;
  return (
    <div className="mt-3 flex flex-col gap-1.5">
      <h3 className="text-base font-medium">{t('title')}</h3>
      <p className="text-sm text-muted">{t('intro', { network: channel.networkName })}</p>
      <Lines label={t('title')}>
        {facts.map((fact) => (
          <Line
            key={fact.name}
            title={factText(fact.name)}
            detail={fact.settledBy === 'trial' ? t('settledBy.trial') : t('settledBy.read', { name: fact.settledBy })}
          >
            {fact.found === null ? (
              <Badge tone="neutral">{t('open')}</Badge>
            ) : (
              <code translate="no" className="text-sm">
                {fact.found}
              </code>
            )}
          </Line>
        ))}
      </Lines>
    </div>
  );
}
