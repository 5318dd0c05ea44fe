'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { sendInvitationAction } from '#app/actions/settings.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { type Role, roles } from '#lib/workspaces/types.ts';
import { CopyField } from '#components/ui/page-parts/copy-field.tsx';
import type { ChoosableChannel } from './channel-choice/channel-checks.tsx';
import { ChannelFields } from './channel-choice/channel-fields.tsx';
import { useAct } from './use-act.ts';

type Sent = { email: string; link: string | null; didMailFail: boolean };

/** Invites somebody. If no e-mail can be sent, the link is shown once, to pass on. */
export function InviteForm({ workspace, channels }: { workspace: string; channels: readonly ChoosableChannel[] }) {
  const t = useTranslations('settings.members');
  const roleName = useTranslations('common.roles');
  const roleHint = useTranslations('settings.roles');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('manager');
  const [channelIds, setChannelIds] = useState<string[] | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const { act, isBusy, failure, error } = useAct();
  const isMember = failure?.code === 'already_exists';

  const invite = () =>
    act(
      () => sendInvitationAction(workspace, { email, role, channelIds: role === 'admin' ? null : channelIds }),
      (invitation) => {
        const link = invitation.by === 'hand' ? new URL(invitation.path, location.origin).href : null;
        setSent({ email: invitation.email, link, didMailFail: invitation.by === 'hand' && invitation.didMailFail });
        setEmail('');
        setChannelIds(null);
      },
    );

  return (
    <div className="flex flex-col gap-3">
      <form
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          setSent(null);
          invite();
        }}
      >
        <div className="min-w-0 flex-1 basis-60">
          <Field label={t('email')} error={isMember ? t('alreadyMember', { email }) : error}>
            {(control) => (
              <Input
                {...control}
                type="email"
                required
                autoComplete="off"
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            )}
          </Field>
        </div>
        <div className="flex-1 basis-48">
          <Field label={t('role')} hint={roleHint(role)}>
            {({ id, ...control }) => (
              <Select
                id={id}
                aria-describedby={control['aria-describedby']}
                value={role}
                onChange={setRole}
                options={roles.map((value) => ({ value, label: roleName(value) }))}
              />
            )}
          </Field>
        </div>
        <Button type="submit" look="primary" isBusy={isBusy} className="mt-6 max-phone:mt-0 max-phone:w-full">
          {t('send')}
        </Button>
        {role === 'admin' || channels.length === 0 ? null : (
          <div className="basis-full">
            <ChannelFields channels={channels} value={channelIds} onChange={setChannelIds} legend={t('channels')} />
          </div>
        )}
      </form>
      {sent?.link ? (
        <Notice tone={sent.didMailFail ? 'warn' : 'neutral'}>
          <p className="mb-2">{t(sent.didMailFail ? 'notSent' : 'link', { email: sent.email })}</p>
          <CopyField label={t('linkLabel')} value={sent.link} />
        </Notice>
      ) : null}
      {sent && !sent.link ? <Notice tone="ok">{t('sent', { email: sent.email })}</Notice> : null}
    </div>
  );
}
