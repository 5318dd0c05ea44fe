import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewWorkspaceForm } from '#components/settings/new-workspace-form.tsx';
import { WorkspaceForm } from '#components/settings/workspace-form.tsx';
import { Page, Section } from '#components/ui/page.tsx';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { timeZoneNames } from '#lib/workspaces/types.ts';
import { editWorkspace } from '#lib/workspaces/edit-workspace.ts';
import { requireRoom } from '../require-room.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.workspace'))('title') };
}

export default async function WorkspacePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await requireRoom(slug, 'workspace', editWorkspace);
  const t = await getTranslations('settings.workspace');
  const workspace = await getWorkspace(caller);
  return (
    <Page title={t('title')} intro={t('intro')}>
      <WorkspaceForm workspace={workspace} timeZones={timeZoneNames} />
      <Section title={t('another')} hint={t('anotherText')}>
        <NewWorkspaceForm workspace={slug} />
      </Section>
    </Page>
  );
}
