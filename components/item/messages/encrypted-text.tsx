'use client';
import { ExternalLink, Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';
import { Icon } from '#components/ui/icon.tsx';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';

/** Stands where the text of an encrypted message would, with a link to where it can be read. */
export function EncryptedText({ url }: { url: string | null }) {
  const t = useTranslations('item');
  const reasonText = useReasonText();
  return (
    <p className="mt-1 rounded-control bg-sunken px-2 py-1 text-sm text-muted">
      <Icon of={Lock} size={14} className="mr-1.5 inline align-[-2px]" />
      {reasonText({ reason: 'encrypted', detail: null })}
      {webUrl(url) ? (
        <WebLink
          href={url}
          className="ml-1.5 inline-flex items-center gap-1 font-medium text-accent-ink hover:underline touch:min-h-11"
        >
          {t('openEncrypted')}
          <Icon of={ExternalLink} size={12} />
        </WebLink>
      ) : null}
    </p>
  );
}
