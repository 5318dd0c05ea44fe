import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { GuardRailsForm } from '#components/settings/guard-rails-form.tsx';
import { Page } from '#components/ui/page.tsx';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { getGuardRails } from '#lib/saved-replies/guard-rails/get-guard-rails.ts';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('savedReplies.guard'))('title') };
}

export default async function GuardRailsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await requireSection(slug, 'guard-rails', editGuardRails);
  const t = await getTranslations('savedReplies.guard');
  const [workspace, rails] = await Promise.all([getWorkspace(caller), getGuardRails(caller)]);
  return (
    <Page title={t('title')} intro={t('intro', { brand: workspace.name })}>
      <GuardRailsForm workspace={slug} rails={rails} />
    </Page>
  );
}
