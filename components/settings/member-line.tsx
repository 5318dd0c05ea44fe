'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { changeRoleAction, removeMemberAction } from '#app/actions/settings.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Line } from '#components/ui/page.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { type MemberView, roles, type TeamView } from '#lib/workspaces/types.ts';
import type { ChoosableChannel } from './channel-choice/channel-checks.tsx';
import { Confirm } from './confirm.tsx';
import { MemberChannels } from './channel-choice/member-channels.tsx';
import { RemovalDialog, type Successor } from './safety/removal-dialog.tsx';
import { SignOutButton } from './safety/sign-out-button.tsx';
import { useAct } from './use-act.ts';

type Props = {
  workspace: { slug: string; name: string };
  member: MemberView;
  channels: readonly ChoosableChannel[];
  teams: readonly TeamView[];
  /** The colleagues to whom what a member holds could go. */
  successors: Successor[];
  canManage: boolean;
};

export function MemberLine({ workspace, member, channels, teams, successors, canManage }: Props) {
  const t = useTranslations('settings.members');
  const roleName = useTranslations('common.roles');
  const format = useFormatter();
  const { act, isBusy, error } = useAct();
  const removal = useAct();
  const [isAsking, setAsking] = useState(false);
  const { id, name, email, role, isYou, heldItems } = member;
  const remove = () =>
    removal.act(
      () => removeMemberAction(workspace.slug, { memberId: id }),
      () => {
        setAsking(false);
        location.assign('/');
      },
    );
  const names = { name, workspace: workspace.name, count: heldItems };

  return (
    <Line
      title={
        <span className="flex items-center gap-2.5">
          <Avatar name={name} size={28} />
          <span className="min-w-0 truncate font-medium">{name}</span>
          {isYou ? <Badge>{t('you')}</Badge> : null}
        </span>
      }
      detail={
        <span className="block pl-9.5">
          <span className="block">
            {email} · {t('since', { date: format.dateTime(new Date(member.createdAt), { dateStyle: 'medium' }) })} ·{' '}
            <span className="tabular-nums">{t('holds', { count: heldItems })}</span>
          </span>
          {error ? (
            <span role="alert" className="block font-medium text-bad">
              {error}
            </span>
          ) : null}
        </span>
      }
    >
      {canManage ? (
        <MemberChannels workspace={workspace.slug} member={member} channels={channels} teams={teams} />
      ) : null}
      {canManage ? (
        <div className="w-48">
          <Select
            label={t('roleOf', { name })}
            value={role}
            disabled={isBusy}
            onChange={(next) => act(() => changeRoleAction(workspace.slug, { memberId: id, role: next }))}
            options={roles.map((value) => ({ value, label: roleName(value) }))}
          />
        </div>
      ) : (
        <span className="text-sm text-soft">{roleName(role)}</span>
      )}
      {canManage || isYou ? (
        <Button look="ghost" size="small" onClick={() => setAsking(true)}>
          {isYou ? t('leave') : t('remove')}
        </Button>
      ) : null}
      {canManage && !isYou ? <SignOutButton workspace={workspace.slug} member={member} /> : null}
      <Confirm
        isOpen={isAsking && isYou && !canManage}
        onOpenChange={setAsking}
        title={t('leaveTitle', names)}
        text={t('leaveText')}
        action={t('leave')}
        isBusy={removal.isBusy}
        error={removal.error}
        onConfirm={remove}
      />
      {isAsking && canManage ? (
        <RemovalDialog
          workspace={workspace}
          member={member}
          successors={successors.filter((one) => one.id !== id)}
          onClose={() => setAsking(false)}
          onRemoved={isYou ? () => location.assign('/') : () => setAsking(false)}
        />
      ) : null}
    </Line>
  );
}
