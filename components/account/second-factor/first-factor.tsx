'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PasskeySetUp } from './passkey-set-up.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { TotpSetUp } from './totp-set-up.tsx';

type Props = { next: string; arePasskeysOffered: boolean };

/** Whoever needs a second factor, having signed in with a password, sets one up here, gets the recovery codes, and goes on. */
export function FirstFactor({ next, arePasskeysOffered }: Props) {
  const t = useTranslations('safety');
  const [codes, setCodes] = useState<string[] | null>(null);
  const goOn = () => location.assign(next);
  const finish = (recoveryCodes: string[] | null) => (recoveryCodes ? setCodes(recoveryCodes) : goOn());
  if (codes) return <RecoveryCodes codes={codes} done={t('recovery.goOn')} onDone={goOn} />;
  return (
    <div className="flex flex-col gap-6">
      <section className="flex flex-col gap-2">
        <h2 className="text-base font-medium">{t('totp.title')}</h2>
        <p className="text-sm text-muted">{t('totp.text')}</p>
        <TotpSetUp onDone={finish} hasPassword isMain />
      </section>
      <section className="flex flex-col gap-2 border-t border-line pt-5">
        <h2 className="text-base font-medium">{t('passkeys.title')}</h2>
        <p className="text-sm text-muted">{t('passkeys.text')}</p>
        <PasskeySetUp onDone={finish} isOffered={arePasskeysOffered} hasPassword />
      </section>
    </div>
  );
}
