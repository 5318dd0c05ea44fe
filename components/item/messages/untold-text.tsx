'use client';
import { ExternalLink, Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';
import type { ItemRow, MessageView } from '#lib/items/types.ts';

/** Stands where the text would be that a network does not tell: why, and the way to where it can be read. */
export function UntoldText({ message, row }: { message: MessageView; row: ItemRow }) {
  const t = useTranslations('item');
  const network = useNetwork(row.network).name;
  const reasonText = useReasonText();
  const { variant } = message;
  if (variant !== 'untold' && variant !== 'untold_to_connection' && variant !== 'encrypted') return null;
  if (message.text || message.deletedAt) return null;
  const url = webUrl(message.url);
  return (
    <p className="mt-1 rounded-control bg-sunken px-2 py-1 text-sm text-muted">
      <Icon of={Lock} size={14} className="mr-1.5 inline align-[-2px]" />
      {variant === 'encrypted'
        ? reasonText({ reason: 'encrypted', detail: null })
        : t(`untold.${variant}`, { network })}
      {url ? (
        <WebLink
          href={url}
          className="ml-1.5 inline-flex items-center gap-1 font-medium text-accent-ink hover:underline touch:min-h-11"
        >
          {t('openOnNetwork', { network })}
          <Icon of={ExternalLink} size={12} />
        </WebLink>
      ) : null}
    </p>
  );
}
