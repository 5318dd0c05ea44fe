'use client';
import { Star } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useAvatar } from '#components/inbox-state/people/use-avatar.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Page, Section } from '#components/ui/page.tsx';
import type { ContactDetail } from '#lib/contacts/types.ts';
import type { ItemPage } from '#lib/items/types.ts';
import { useContact } from '../use-contact.ts';
import { ContactFields } from './contact-fields.tsx';
import { ContactHistory } from './contact-history.tsx';
import { ContactNotes } from './contact-notes.tsx';
import { ContactTags } from './contact-tags.tsx';
import { Joins } from './joins.tsx';
import { PersonData } from './person-data.tsx';
import { Profiles } from './profiles.tsx';
import { Suggestions } from './suggestions.tsx';

/** Everything about one person: profiles, what the team knows, who else it may be, and the whole history. */
export function ContactPage({ first, history }: { first: ContactDetail; history: ItemPage }) {
  const t = useTranslations('contacts');
  const router = useRouter();
  const { slug, can } = useWorkspace();
  const { contact, act, failure, isBusy } = useContact(first);
  const name = useName()(contact.name);
  const avatarOf = useAvatar();
  const mayEdit = can('joinContacts');
  useCommands({ back: () => (window.history.length > 1 ? router.back() : router.push(`/w/${slug}/contacts`)) });
  return (
    <Page
      title={name}
      back={{ href: `/w/${slug}/contacts`, text: t('title') }}
      actions={
        <>
          <Avatar name={name} url={avatarOf(contact)} size={44} />
          {mayEdit ? (
            <Button
              aria-pressed={contact.isVip}
              icon={<Icon of={Star} className={contact.isVip ? 'fill-current text-accent-ink' : undefined} />}
              onClick={() => void act((api) => api.setVip(contact.id, !contact.isVip))}
            >
              {t('vip')}
            </Button>
          ) : contact.isVip ? (
            <span className="text-sm font-medium text-accent-ink">{t('vip')}</span>
          ) : null}
        </>
      }
    >
      {failure ? <Notice tone="bad">{failure}</Notice> : null}
      <Profiles contact={contact} />
      {mayEdit ? <Suggestions contact={contact} act={act} isBusy={isBusy} /> : null}
      <Joins contact={contact} act={mayEdit ? act : null} isBusy={isBusy} />
      {contact.tags.length > 0 || mayEdit ? (
        <Section title={t('tags')}>
          <ContactTags contact={contact} act={mayEdit ? act : null} />
        </Section>
      ) : null}
      {contact.fields.length > 0 ? <ContactFields contact={contact} act={mayEdit ? act : null} /> : null}
      {contact.notes.length > 0 || mayEdit ? (
        <Section title={t('notes')}>
          <ContactNotes contact={contact} act={mayEdit ? act : null} isBusy={isBusy} />
        </Section>
      ) : null}
      <ContactHistory contact={contact} first={history} />
      {can('eraseContact') ? <PersonData contact={contact} /> : null}
    </Page>
  );
}
