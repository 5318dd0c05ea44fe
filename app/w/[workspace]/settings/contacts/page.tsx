import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ContactFields } from '#components/settings/contacts/contact-fields.tsx';
import { Page } from '#components/ui/page.tsx';
import { listContactFields } from '#lib/contacts/fields/list-fields.ts';
import { saveContactField } from '#lib/contacts/fields/save-field.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('contacts.settings'))('title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default async function ContactSettings({ params }: Props) {
  const { workspace: slug } = await params;
  const caller = await requireSection(slug, 'contacts', saveContactField);
  const t = await getTranslations('contacts.settings');
  return (
    <Page title={t('title')} intro={t('intro')}>
      <ContactFields workspace={slug} fields={await listContactFields(caller)} />
    </Page>
  );
}
