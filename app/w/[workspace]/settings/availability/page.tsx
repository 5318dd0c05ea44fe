import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AvailabilityForm } from '#components/settings/availability/availability-form.tsx';
import { Page } from '#components/ui/page.tsx';
import { getAvailability } from '#lib/workspaces/availability/get-availability.ts';
import { setAvailability } from '#lib/workspaces/availability/set-availability.ts';
import { timeZoneNames } from '#lib/workspaces/types.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('routing.availability'))('title') };
}

export default async function AvailabilityPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await requireSection(slug, 'availability', setAvailability);
  const t = await getTranslations('routing.availability');
  return (
    <Page title={t('title')} intro={t('intro')}>
      <AvailabilityForm workspace={slug} availability={await getAvailability(caller)} timeZones={timeZoneNames} />
    </Page>
  );
}
