import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InvitationLine } from '#components/settings/invitation-line.tsx';
import { InviteForm } from '#components/settings/invite-form.tsx';
import { MemberLine } from '#components/settings/member-line.tsx';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Lines, Page, Section } from '#components/ui/page.tsx';
import { may } from '#lib/act.ts';
import { ownItems } from '#lib/items/members/own-items.ts';
import { inviteMember } from '#lib/workspaces/invitations/invite-member.ts';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { listInvitations } from '#lib/workspaces/invitations/list-invitations.ts';
import { listMembers } from '#lib/workspaces/members/list-members.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.members'))('title') };
}

export default async function MembersPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await requireSection(slug, 'members', listMembers);
  const canManage = may(caller, inviteMember);
  const t = await getTranslations('settings.members');
  const [workspace, members, invitations] = await Promise.all([
    getWorkspace(caller),
    listMembers(caller),
    canManage ? listInvitations(caller) : [],
  ]);
  const successors = members.filter((member) => may(member, ownItems)).map(({ id, name }) => ({ id, name }));
  return (
    <Page title={t('title')} intro={t('intro', { workspace: workspace.name })}>
      <Lines label={t('list')}>
        {members.map((member) => (
          <MemberLine
            key={member.id}
            workspace={workspace}
            member={member}
            successors={successors}
            canManage={canManage}
          />
        ))}
      </Lines>
      {canManage ? (
        <Section title={t('invite')}>
          <InviteForm workspace={slug} />
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
