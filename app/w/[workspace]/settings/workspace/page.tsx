import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ErasureLines } from '#components/settings/clients/erasure-lines.tsx';
import { ArchiveSection } from '#components/settings/clients/archive-section.tsx';
import { ExportSection } from '#components/settings/clients/export-section.tsx';
import { NewWorkspaceForm } from '#components/settings/clients/new-workspace-form.tsx';
import { TemplateForm, TemplateLines } from '#components/settings/clients/template-lines.tsx';
import { SecondFactorRuleLine } from '#components/settings/safety/second-factor-rule-line.tsx';
import { SignInRulesForm } from '#components/settings/sign-in-rules-form.tsx';
import { WorkspaceForm } from '#components/settings/workspace-form.tsx';
import { Page, Section } from '#components/ui/page.tsx';
import { getArchive } from '#lib/clients/archive/get-archive.ts';
import { listExports } from '#lib/clients/export/read-exports.ts';
import { listErasures } from '#lib/clients/erase/list-erasures.ts';
import { listTemplates, previewTemplate } from '#lib/clients/templates/templates.ts';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { getSignInRules } from '#lib/workspaces/single-sign-on/get-sign-in-rules.ts';
import { getSecondFactorRule } from '#lib/workspaces/people/require-second-factor.ts';
import { timeZoneNames } from '#lib/workspaces/types.ts';
import { editWorkspace } from '#lib/workspaces/edit-workspace.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.workspace'))('title') };
}

export default async function WorkspacePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await requireSection(slug, 'workspace', editWorkspace);
  const t = await getTranslations('settings.workspace');
  const safety = await getTranslations('safety.rule');
  const clients = await getTranslations('clients');
  const [workspace, rules, secondFactor, templates, preview, archive, erasures, exports] = await Promise.all([
    getWorkspace(caller),
    getSignInRules(caller),
    getSecondFactorRule(caller),
    listTemplates(caller),
    previewTemplate(caller),
    getArchive(caller),
    listErasures(caller),
    listExports(caller),
  ]);
  return (
    <Page title={t('title')} intro={t('intro')}>
      {/* An archived workspace is no longer changed, nor what its organization requires from inside it. */}
      {archive ? null : <WorkspaceForm workspace={workspace} timeZones={timeZoneNames} />}
      {rules.providerName && !archive ? (
        <Section title={t('signIn')} hint={t('signInHint')}>
          <SignInRulesForm workspace={slug} rules={rules} providerName={rules.providerName} />
        </Section>
      ) : null}
      {archive ? null : (
        <Section title={safety('title')} hint={t('signInHint')}>
          <SecondFactorRuleLine workspace={slug} rule={secondFactor} />
        </Section>
      )}
      <Section title={t('another')} hint={t('anotherText')}>
        <NewWorkspaceForm workspace={slug} templates={templates} />
      </Section>
      <Section title={clients('templates.title')} hint={clients('templates.hint')}>
        <TemplateLines workspace={slug} templates={templates} />
        {archive ? null : <TemplateForm workspace={slug} preview={preview} />}
      </Section>
      <Section title={clients('export.title')} hint={clients('export.hint')}>
        <ExportSection workspace={slug} exports={exports} />
      </Section>
      <Section title={clients('archive.title')} hint={clients('archive.hint')}>
        <ArchiveSection workspace={workspace} archive={archive} />
      </Section>
      {erasures.length > 0 ? (
        <Section title={clients('erasures.title')}>
          <ErasureLines erasures={erasures} />
        </Section>
      ) : null}
    </Page>
  );
}
