'use client';
import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { shownHandle } from '#components/inbox-state/people/names.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';
import type { ContactView, ItemRow } from '#lib/items/types.ts';

/** A contact's profile on each network, and the number of items where there are others. */
export function Identities({ contact, row }: { contact: ContactView; row: Pick<ItemRow, 'network' | 'variant'> }) {
  const t = useTranslations('context');
  const network = useNetwork(row.network).name;
  return (
    <ul className="mb-3 flex flex-col gap-1 text-sm">
      {contact.identities.map((identity) => (
        <Identity key={identity.id} identity={identity} />
      ))}
      {row.variant === 'encrypted' ? <li className="text-muted">{t('encrypted', { network })}</li> : null}
      {contact.isVip ? <li className="font-medium text-accent-ink">{t('vip')}</li> : null}
      {contact.itemCount > 1 ? (
        <li className="exact text-muted">{t('itemCount', { count: contact.itemCount })}</li>
      ) : null}
    </ul>
  );
}

function Identity({ identity }: { identity: ContactView['identities'][number] }) {
  const nameOf = useName();
  const network = useNetwork(identity.network).name;
  const handle = <BidiText className="truncate">{shownHandle(identity) ?? nameOf(identity.name)}</BidiText>;
  return (
    <li className="flex items-center gap-2">
      <NetworkMark network={identity.network} size={14} />
      {webUrl(identity.profileUrl) ? (
        <WebLink
          href={identity.profileUrl}
          className="inline-flex min-w-0 items-center gap-1 hover:underline touch:min-h-11 touch:min-w-11"
        >
          {handle}
          <Icon of={ExternalLink} size={12} className="shrink-0 text-muted" />
        </WebLink>
      ) : (
        handle
      )}
      <span className="ml-auto shrink-0 text-xs text-muted">{network}</span>
    </li>
  );
}
