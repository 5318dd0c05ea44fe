import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { RuleForm } from '#components/settings/approval/rule-form.tsx';
import { RuleLine } from '#components/settings/approval/rule-line.tsx';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Lines, Page, Section } from '#components/ui/page.tsx';
import { listChannels } from '#lib/channels/detail/list-channels.ts';
import { listTags } from '#lib/items/tags/list-tags.ts';
import { listApprovalRules } from '#lib/outbox/approval/rules/list-rules.ts';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { listMembers } from '#lib/workspaces/members/list-members.ts';
import { listTeams } from '#lib/workspaces/teams/list-teams.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('approval.settings'))('title') };
}

export default async function ApprovalPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await requireSection(slug, 'approval', listApprovalRules);
  const t = await getTranslations('approval.settings');
  const [workspace, rules, channels, { tags }, members, teams] = await Promise.all([
    getWorkspace(caller),
    listApprovalRules(caller),
    listChannels(caller),
    listTags(caller, {}),
    listMembers(caller),
    listTeams(caller),
  ]);
  const choices = {
    channels: channels.map((channel) => ({ id: channel.id, name: channelLabel(channel) })),
    tags: tags.map(({ id, name }) => ({ id, name })),
    members: members.map(({ id, name, role }) => ({ id, name, role })),
    teams: teams.map(({ id, name }) => ({ id, name })),
  };
  return (
    <Page title={t('title')} intro={t('intro', { brand: workspace.name })}>
      {rules.length === 0 ? (
        <EmptyLine>{t('none')}</EmptyLine>
      ) : (
        <Lines label={t('list')}>
          {rules.map((rule) => (
            <RuleLine key={rule.id} workspace={slug} rule={rule} choices={choices} />
          ))}
        </Lines>
      )}
      <Section title={t('new')} hint={t('newHint')}>
        <RuleForm workspace={slug} choices={choices} />
      </Section>
    </Page>
  );
}
