'use client';
import { useQuery } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { announce } from '#components/ui/announcer/announce.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Line, Lines, Section } from '#components/ui/page.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import type { ContactDetail, ContactRow } from '#lib/contacts/types.ts';
import type { ActOnContact } from '../use-contact.ts';
import { useContactsApi } from '../use-contacts-api.ts';
import { JoinPicker } from './join-picker.tsx';
import { useProfileName } from './use-profile-name.ts';

type Props = { contact: ContactDetail; act: ActOnContact; isBusy: boolean };

/** Who may be the same person, with what speaks for it; and joining with somebody else. */
export function Suggestions({ contact, act, isBusy }: Props) {
  const t = useTranslations('contacts');
  const api = useContactsApi();
  const { slug } = useWorkspace();
  const profileName = useProfileName();
  const [isPicking, setPicking] = useState(false);
  const { data } = useQuery({
    queryKey: ['contacts', 'suggestions', contact.id],
    queryFn: () => api.suggest(contact.id),
  });
  const suggestions = data?.suggestions ?? [];
  const nameOf = (row: ContactRow) => row.profiles.map(profileName).join(', ');
  const join = async (row: ContactRow) => {
    setPicking(false);
    const isDone = await act((calls) => calls.join(contact.id, row.id));
    if (isDone) announce(t('joined', { name: nameOf(row) }));
  };
  return (
    <Section title={t('samePerson')} hint={t('samePersonHint')}>
      {suggestions.length > 0 ? (
        <Lines label={t('samePerson')}>
          {suggestions.map((row) => (
            <Line
              key={row.id}
              title={
                <PageLink href={`/w/${slug}/contacts/${row.id}`} prefetch={false} className="hover:underline">
                  {nameOf(row)}
                </PageLink>
              }
              detail={row.evidence.map((evidence) => t(`evidence.${evidence}`)).join(' · ')}
            >
              <Button
                icon={<Icon of={Link2} />}
                isBusy={isBusy}
                aria-label={t('joinNamed', { name: nameOf(row) })}
                onClick={() => void join(row)}
              >
                {t('join')}
              </Button>
            </Line>
          ))}
        </Lines>
      ) : null}
      <div>
        <Button size="small" onClick={() => setPicking(true)}>
          {t('joinOther')}
        </Button>
      </div>
      {isPicking ? (
        <JoinPicker contact={contact} onChoose={(row) => void join(row)} onClose={() => setPicking(false)} />
      ) : null}
    </Section>
  );
}
