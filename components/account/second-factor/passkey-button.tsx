'use client';
import { startAuthentication } from '@simplewebauthn/browser';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { beginPasskeySignInAction, finishWithPasskeyAction } from '#app/actions/second-factor.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useOutcome } from './use-outcome.ts';

type Props = { next: string; isSecondStep?: boolean };

/** Signs in with a passkey, alone or after the password. */
export function PasskeyButton({ next, isSecondStep = false }: Props) {
  const t = useTranslations('safety.passkeys');
  const { run, isBusy, error } = useOutcome();
  const signIn = () =>
    run(
      async () => {
        const begun = await beginPasskeySignInAction({ isSecondStep });
        if (!begun.ok) return begun;
        const response = await startAuthentication({ optionsJSON: begun.value });
        return await finishWithPasskeyAction({ isSecondStep, response });
      },
      () => location.assign(next),
    );
  return (
    <div className="flex flex-col gap-3">
      <Button className="w-full" isBusy={isBusy} icon={<KeyRound size={16} strokeWidth={1.5} />} onClick={signIn}>
        {t('signIn')}
      </Button>
      {error ? <Notice tone="bad">{error}</Notice> : null}
    </div>
  );
}
