import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewWorkspaceForm } from '#components/settings/new-workspace-form.tsx';
import { SecondFactorRuleLine } from '#components/settings/safety/second-factor-rule-line.tsx';
import { SignInRulesForm } from '#components/settings/sign-in-rules-form.tsx';
import { WorkspaceForm } from '#components/settings/workspace-form.tsx';
import { Page, Section } from '#components/ui/page.tsx';
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
  const [workspace, rules, secondFactor] = await Promise.all([
    getWorkspace(caller),
    getSignInRules(caller),
    getSecondFactorRule(caller),
  ]);
  return (
    <Page title={t('title')} intro={t('intro')}>
      <WorkspaceForm workspace={workspace} timeZones={timeZoneNames} />
      {rules.providerName ? (
        <Section title={t('signIn')} hint={t('signInHint')}>
          <SignInRulesForm workspace={slug} rules={rules} providerName={rules.providerName} />
        </Section>
      ) : null}
      <Section title={safety('title')} hint={t('signInHint')}>
        <SecondFactorRuleLine workspace={slug} rule={secondFactor} />
      </Section>
      <Section title={t('another')} hint={t('anotherText')}>
        <NewWorkspaceForm workspace={slug} />
      </Section>
    </Page>
  );
}
