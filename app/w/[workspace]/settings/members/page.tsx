import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InvitationLine } from '#components/settings/invitation-line.tsx';
import { InviteForm } from '#components/settings/invite-form.tsx';
import { MemberLine } from '#components/settings/member-line.tsx';
import { TeamLines } from '#components/settings/teams/team-lines.tsx';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Lines, Page, Section } from '#components/ui/page.tsx';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { may } from '#lib/act.ts';
import { listChannels } from '#lib/channels/detail/list-channels.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { inviteMember } from '#lib/workspaces/invitations/invite-member.ts';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { listInvitations } from '#lib/workspaces/invitations/list-invitations.ts';
import { ownItems } from '#lib/items/members/own-items.ts';
import { listMembers } from '#lib/workspaces/members/list-members.ts';
import { listTeams } from '#lib/workspaces/teams/list-teams.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.members'))('title') };
}

export default async function MembersPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await requireSection(slug, 'members', listMembers);
  const canManage = may(caller, inviteMember);
  const t = await getTranslations('settings.members');
  const teamText = await getTranslations('team.settings');
  const [workspace, members, teams, invitations, connected] = await Promise.all([
    getWorkspace(caller),
    listMembers(caller),
    listTeams(caller),
    canManage ? listInvitations(caller) : [],
    canManage ? listChannels(caller) : [],
  ]);
  const successors = members.map(({ id, name, role }) => ({ id, name, isClient: !may({ role }, ownItems) }));
  const channels = connected.map(({ id, network, ...names }) => ({ id, network, label: channelLabel(names) }));
  return (
    <Page title={t('title')} intro={t('intro', { workspace: workspace.name })}>
      <Lines label={t('list')}>
        {members.map((member) => (
          <MemberLine
            key={member.id}
            workspace={workspace}
            member={member}
            channels={channels}
            teams={teams}
            successors={successors}
            canManage={canManage}
          />
        ))}
      </Lines>
      <Section title={teamText('title')} hint={teamText('hint')}>
        <TeamLines
          workspace={slug}
          teams={teams}
          people={members.filter((member) => may(member, ownItems)).map(({ id, name }) => ({ id, name }))}
          channels={may(caller, chooseChannels) ? channels : null}
          canManage={may(caller, saveTeam)}
        />
      </Section>
      {canManage ? (
        <Section title={t('invite')}>
          <InviteForm workspace={slug} channels={channels} />
        </Section>
      ) : null}
      {canManage ? (
        <Section title={t('invitations')}>
          {invitations.length === 0 ? (
            <EmptyLine>{t('noInvitations')}</EmptyLine>
          ) : (
            <Lines label={t('invitations')}>
              {invitations.map((invitation) => (
                <InvitationLine key={invitation.id} workspace={slug} invitation={invitation} />
              ))}
            </Lines>
          )}
        </Section>
      ) : null}
    </Page>
  );
}
