'use client';
import { CircleDollarSign } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Icon } from '#components/ui/icon.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { NetworkView } from '#lib/channels/types.ts';
import { useMoney } from '../use-money.ts';

/** What a network's calls cost a day, before an account is connected; nothing where they cost nothing. */
export function CostNotice({ network: { name, pricing } }: { network: NetworkView }) {
  const t = useTranslations('connect');
  const money = useMoney();
  if (!pricing) return null;
  return (
    <Notice icon={<Icon of={CircleDollarSign} />}>
      {t('cost', {
        network: name,
        quiet: money(pricing.quietDayMicros),
        busy: money(pricing.busyDayMicros),
        budget: money(pricing.monthlyBudgetMicros),
      })}
    </Notice>
  );
}

/** Says, before another account is connected, that the app's quota is shared by as many channels as it is enough for. */
export function QuotaNotice({ network: { name, crowdedAt } }: { network: NetworkView }) {
  const t = useTranslations('channelCheck');
  if (crowdedAt === null) return null;
  return <Notice tone="warn">{t('connectQuota', { network: name, n: crowdedAt })}</Notice>;
}
