'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { editProfileAction, sendVerificationAction } from '#app/actions/settings.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import type { SignedIn } from '#lib/users/types.ts';
import { useAct } from './use-act.ts';

export function ProfileForm({ person, canVerify }: { person: SignedIn; canVerify: boolean }) {
  const t = useTranslations('settings.account');
  const common = useTranslations('common');
  const [name, setName] = useState(person.name);
  const [isSent, setSent] = useState(false);
  const rename = useAct();
  const verify = useAct();
  const { email, language, isEmailVerified } = person;
  return (
    <Lines label={t('profile')}>
      <Line title={t('name')} detail={rename.error}>
        <form
          className="flex items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            rename.act(() => editProfileAction({ name, language }));
          }}
        >
          <div className="w-56">
            <Input
              aria-label={t('name')}
              required
              maxLength={100}
              autoComplete="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
          <Button type="submit" isBusy={rename.isBusy} disabled={name.trim() === person.name}>
            {common('save')}
          </Button>
        </form>
      </Line>
      <Line title={t('email')} detail={verify.error ?? (isSent ? t('verifySent', { email }) : null)}>
        <span className="text-base text-soft">{email}</span>
        {isEmailVerified ? <Badge tone="ok">{t('verified')}</Badge> : null}
        {!isEmailVerified && canVerify ? (
          <>
            <Badge tone="warn">{t('unverified')}</Badge>
            <Button
              size="small"
              isBusy={verify.isBusy}
              onClick={() =>
                verify.act(
                  () => sendVerificationAction({}),
                  () => setSent(true),
                )
              }
            >
              {t('verify')}
            </Button>
          </>
        ) : null}
      </Line>
    </Lines>
  );
}
