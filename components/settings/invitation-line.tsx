'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { revokeInvitationAction } from '#app/actions/settings.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Line } from '#components/ui/page.tsx';
import type { InvitationView } from '#lib/workspaces/types.ts';
import { useAct } from './use-act.ts';

export function InvitationLine({ workspace, invitation }: { workspace: string; invitation: InvitationView }) {
  const t = useTranslations('settings.members');
  const roleName = useTranslations('common.roles');
  const format = useFormatter();
  const { act, isBusy, error } = useAct();
  const { id, email, invitedBy, channelIds, expiresAt, isExpired } = invitation;
  const role = roleName(invitation.role);
  return (
    <Line
      title={
        <span className="flex items-center gap-2">
          <span className="min-w-0 truncate">{email}</span>
          {isExpired ? <Badge tone="warn">{t('expired')}</Badge> : null}
        </span>
      }
      detail={
        <>
          {invitedBy === null ? t('invitedAs', { role }) : t('invitedBy', { role, name: invitedBy })}
          {channelIds === null ? null : ` · ${t('willSee', { count: channelIds.length })}`}
          {isExpired
            ? null
            : ` · ${t('until', { date: format.dateTime(new Date(expiresAt), { dateStyle: 'medium' }) })}`}
          {error ? (
            <span role="alert" className="block font-medium text-bad">
              {error}
            </span>
          ) : null}
        </>
      }
    >
      <Button
        look="ghost"
        size="small"
        isBusy={isBusy}
        onClick={() => act(() => revokeInvitationAction(workspace, { invitationId: id }))}
      >
        {t('revoke')}
      </Button>
    </Line>
  );
}
