'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { Line } from '#components/ui/page.tsx';
import { type ChannelLimits, spendPurposes } from '#lib/channels/types.ts';
import { useMoney } from '../use-money.ts';

/** What a day has cost on average, and what for; the dearest purpose first. */
export function DailyCostLine({ perDay }: { perDay: ChannelLimits['perDay'] }) {
  const t = useTranslations('channels');
  const format = useFormatter();
  const money = useMoney();
  if (!perDay) return <Line title={t('perDay')} detail={t('perDayNone')} />;
  const { days, micros } = perDay;
  const total = spendPurposes.reduce((sum, purpose) => sum + micros[purpose], 0);
  const parts = spendPurposes
    .filter((purpose) => micros[purpose] > 0)
    .toSorted((one, other) => micros[other] - micros[one])
    .map((purpose) => t(`spentOn.${purpose}`, { cost: money(micros[purpose]) }));
  return (
    <Line
      title={t('perDay')}
      detail={
        <span className="exact">
          {t('perDayOf', { cost: money(total), days })}
          {parts.length > 0 ? ` ${t('perDayWhy', { parts: format.list(parts) })}` : null}
        </span>
      }
    />
  );
}
