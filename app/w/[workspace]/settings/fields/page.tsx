import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ItemFields } from '#components/settings/item-fields/item-fields.tsx';
import { Page } from '#components/ui/page.tsx';
import { listFields } from '#lib/items/fields/list-fields.ts';
import { saveField } from '#lib/items/fields/save-field.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('itemFields'))('title') };
}

export default async function ItemFieldsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await requireSection(slug, 'fields', saveField);
  const t = await getTranslations('itemFields');
  return (
    <Page title={t('title')} intro={t('intro')}>
      <ItemFields workspace={slug} fields={await listFields(caller)} />
    </Page>
  );
}
