'use client';
import { Check, CheckCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Icon } from '#components/ui/icon.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { MessageView } from '#lib/items/types.ts';

type Props = { delivery: NonNullable<MessageView['delivery']>; template: string | null };

/** How far the brand's message came, as its network tells. */
export function DeliveryLine({ delivery: { state, at }, template }: Props) {
  const t = useTranslations('item.state');
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-1.5 text-xs text-muted">
      <span className={state === 'read' ? 'inline-flex items-center gap-1 text-ok' : 'inline-flex items-center gap-1'}>
        <Icon of={state === 'sent' ? Check : CheckCheck} size={14} />
        {t(`delivery.${state}`)}
      </span>
      <Timestamp at={at} className="exact" />
      {template === null ? null : <span dir="auto">{t('template', { name: template })}</span>}
    </p>
  );
}
