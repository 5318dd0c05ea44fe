'use client';
import { Download, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Section } from '#components/ui/page.tsx';
import type { ContactDetail } from '#lib/contacts/types.ts';
import { useContactsApi } from '../use-contacts-api.ts';
import { EraseDialog } from './erase-dialog.tsx';

/** What a person may demand of the brand: their data as a file, or that it goes. */
export function PersonData({ contact }: { contact: ContactDetail }) {
  const t = useTranslations('contacts.data');
  const api = useContactsApi();
  const [isAsking, setAsking] = useState(false);
  return (
    <Section title={t('section')} hint={t('hint')}>
      <div className="flex flex-wrap gap-2">
        <a href={api.exportUrl(contact.id)} download className={buttonClass()}>
          <Icon of={Download} />
          {t('export')}
        </a>
        <Button icon={<Icon of={Trash2} />} onClick={() => setAsking(true)}>
          {t('open')}
        </Button>
      </div>
      {isAsking ? <EraseDialog contact={contact} onClose={() => setAsking(false)} /> : null}
    </Section>
  );
}
