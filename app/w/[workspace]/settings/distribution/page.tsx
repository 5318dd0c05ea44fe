import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PeopleLines } from '#components/settings/distribution/people-lines.tsx';
import { RoutingForm } from '#components/settings/distribution/routing-form.tsx';
import { Page, Section } from '#components/ui/page.tsx';
import { listChannels } from '#lib/channels/detail/list-channels.ts';
import { listTags } from '#lib/items/tags/list-tags.ts';
import { editRouting } from '#lib/routing/edit-routing.ts';
import { getRouting } from '#lib/routing/get-routing.ts';
import { listRoutingPeople } from '#lib/routing/list-people.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('routing.distribution'))('title') };
}

export default async function DistributionPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await requireSection(slug, 'distribution', editRouting);
  const t = await getTranslations('routing.distribution');
  const [routing, people, { tags }, channels] = await Promise.all([
    getRouting(caller),
    listRoutingPeople(caller),
    listTags(caller, {}),
    listChannels(caller),
  ]);
  return (
    <Page title={t('title')} intro={t('intro')}>
      <RoutingForm workspace={slug} routing={routing} tags={tags} />
      <Section title={t('people')} hint={t('peopleHint')}>
        <PeopleLines
          workspace={slug}
          people={people}
          tags={tags}
          networks={[...new Map(channels.map(({ network, networkName }) => [network, networkName]))].map(
            ([id, name]) => ({ id, name }),
          )}
        />
      </Section>
    </Page>
  );
}
