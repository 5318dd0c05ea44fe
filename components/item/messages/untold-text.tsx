'use client';
import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';
import type { ItemRow, MessageView } from '#lib/items/types.ts';

/** Stands where the text would be that a network does not tell: why, and the way to it. */
export function UntoldText({ message, row }: { message: MessageView; row: ItemRow }) {
  const t = useTranslations('item');
  const network = useNetwork(row.network).name;
  const { variant } = message;
  if ((variant !== 'untold' && variant !== 'untold_to_connection') || message.text !== '') return null;
  const url = webUrl(message.url);
  return (
    <div className="mt-0.5 text-sm text-muted">
      <p>{t(`untold.${variant}`, { network })}</p>
      {url ? (
        <WebLink
          href={url}
          className="relative touch-target mt-1 inline-flex items-center gap-1 font-medium hover:underline touch:min-h-11"
        >
          {t('openOnNetwork', { network })}
          <Icon of={ExternalLink} size={12} />
        </WebLink>
      ) : null}
    </div>
  );
}
