'use client';
import { Ban, Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { shownHandle } from '#components/inbox-state/people/names.ts';
import { useAvatar } from '#components/inbox-state/people/use-avatar.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ContactRow, ProfileView } from '#lib/contacts/types.ts';
import { plainLine } from '#lib/plain-text.ts';

/** How many profiles and tags a line shows; the person's page shows all. */
const SHOWN = 3;

type Props = { contact: ContactRow; isStop: boolean };

/** One person in the list: a link to the person's page. */
export function ContactLine({ contact, isStop }: Props) {
  const t = useTranslations('contacts');
  const { slug } = useWorkspace();
  const name = useName()(contact.name);
  const avatarOf = useAvatar();
  return (
    <li>
      <PageLink
        href={`/w/${slug}/contacts/${contact.id}`}
        prefetch={false}
        data-row={contact.id}
        tabIndex={isStop ? 0 : -1}
        className="flex min-h-16 items-center gap-3 rounded-control px-2 py-2 -outline-offset-2 hover:bg-hover focus-visible:chosen"
      >
        <Avatar name={name} url={avatarOf(contact)} size={36} />
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <BidiText className="truncate font-semibold">{name}</BidiText>
            {contact.isVip ? (
              <Badge tone="accent" icon={<Icon of={Star} size={12} />}>
                {t('vip')}
              </Badge>
            ) : null}
            {contact.isBlocked ? <Badge icon={<Icon of={Ban} size={12} />}>{t('blocked')}</Badge> : null}
          </span>
          <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm text-muted">
            {contact.profiles.slice(0, SHOWN).map((profile) => (
              <Profile key={profile.id} profile={profile} />
            ))}
            {contact.profiles.length > SHOWN ? <span>+{contact.profiles.length - SHOWN}</span> : null}
            {contact.tags.slice(0, SHOWN).map((tag) => (
              <span key={tag.id} className="truncate text-xs">
                #<BidiText>{plainLine(tag.name)}</BidiText>
              </span>
            ))}
          </span>
        </span>
        {contact.lastActivityAt ? (
          <Timestamp at={contact.lastActivityAt} className="exact shrink-0 text-xs text-muted" />
        ) : null}
      </PageLink>
    </li>
  );
}

function Profile({ profile }: { profile: ProfileView }) {
  const network = useNetwork(profile.network).name;
  const handle = shownHandle(profile);
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <NetworkMark network={profile.network} size={14} />
      <span className="sr-only">{network}</span>
      {handle ? <BidiText className="truncate">{handle}</BidiText> : <span aria-hidden>{network}</span>}
    </span>
  );
}
