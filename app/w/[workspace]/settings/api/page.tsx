import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ApiKeyForm } from '#components/settings/api-key-form.tsx';
import { ApiKeyLine } from '#components/settings/api-key-line.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Lines, Page, Section } from '#components/ui/page.tsx';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { listApiKeys } from '#lib/workspaces/api-keys/list-api-keys.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.api'))('title') };
}

export default async function ApiPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await requireSection(slug, 'api', listApiKeys);
  const t = await getTranslations('settings.api');
  const [{ name }, keys] = await Promise.all([getWorkspace(caller), listApiKeys(caller)]);
  const documentation = (
    <a href="/api/v1/openapi.json" target="_blank" rel="noreferrer" className={buttonClass()}>
      {t('documentation')}
    </a>
  );
  return (
    <Page title={t('title')} intro={t('intro', { workspace: name })} actions={documentation}>
      <ApiKeyForm workspace={slug} />
      <Section title={t('list')}>
        {keys.length === 0 ? (
          <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>
        ) : (
          <Lines label={t('list')}>
            {keys.map((apiKey) => (
              <ApiKeyLine key={apiKey.id} workspace={slug} apiKey={apiKey} />
            ))}
          </Lines>
        )}
      </Section>
    </Page>
  );
}
