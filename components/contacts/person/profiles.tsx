'use client';
import { Ban, ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { shownHandle } from '#components/inbox-state/people/names.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Section } from '#components/ui/page.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';
import type { ContactDetail, ProfileView } from '#lib/contacts/types.ts';

/** A person's profile on each network, and where the person is blocked. */
export function Profiles({ contact }: { contact: ContactDetail }) {
  const t = useTranslations('contacts');
  return (
    <Section title={t('profiles', { count: contact.profiles.length })}>
      <ul
        aria-label={t('profiles', { count: contact.profiles.length })}
        className="divide-y divide-line border-y border-line"
      >
        {contact.profiles.map((profile) => (
          <Profile key={profile.id} profile={profile} isBlocked={contact.blockedProfileIds.includes(profile.id)} />
        ))}
      </ul>
    </Section>
  );
}

function Profile({ profile, isBlocked }: { profile: ProfileView; isBlocked: boolean }) {
  const t = useTranslations('contacts');
  const network = useNetwork(profile.network).name;
  const name = useName()(profile.name);
  const handle = shownHandle(profile);
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1.5 text-sm">
      <NetworkMark network={profile.network} size={16} />
      <span className="w-28 shrink-0 text-muted">{network}</span>
      <span className="min-w-0 flex-1 basis-40">
        {webUrl(profile.profileUrl) ? (
          <WebLink
            href={profile.profileUrl}
            className="inline-flex max-w-full items-center gap-1 hover:underline touch:min-h-11 touch:min-w-11"
          >
            <BidiText className="truncate">{name}</BidiText>
            <Icon of={ExternalLink} size={12} className="shrink-0 text-muted" />
          </WebLink>
        ) : (
          <BidiText className="truncate">{name}</BidiText>
        )}
        {handle ? <BidiText className="ml-2 text-muted">{handle}</BidiText> : null}
      </span>
      {isBlocked ? <Badge icon={<Icon of={Ban} size={12} />}>{t('blockedHere', { network })}</Badge> : null}
    </li>
  );
}
