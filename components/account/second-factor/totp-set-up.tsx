'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { beginTotpAction, confirmTotpAction } from '#app/actions/second-factor.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { NewTotp } from '#lib/users/types.ts';
import { TextField } from '../text-field.tsx';
import { AskPassword } from './ask-password.tsx';
import { QrCode } from './qr-code.tsx';
import { useOutcome } from './use-outcome.ts';

type Props = { onDone: (recoveryCodes: string[] | null) => void; hasPassword: boolean; isMain?: boolean };

/** An authenticator app is set up: a QR code, or the key to type, and a first code. */
export function TotpSetUp({ onDone, hasPassword, isMain = false }: Props) {
  const t = useTranslations('safety.totp');
  const ask = useTranslations('safety.ask');
  const [begun, setBegun] = useState<NewTotp | null>(null);
  const [isAsking, setAsking] = useState(false);
  const { run, isBusy, failure, error } = useOutcome();
  if (!begun) {
    return (
      <div className="flex flex-col items-start gap-3">
        <Button
          look={isMain ? 'primary' : 'plain'}
          isBusy={isBusy}
          onClick={() => (hasPassword ? setAsking(true) : run(() => beginTotpAction({ password: '' }), setBegun))}
        >
          {t('begin')}
        </Button>
        {error ? <Notice tone="bad">{error}</Notice> : null}
        {isAsking ? (
          <AskPassword
            title={ask('title')}
            text={ask('text')}
            action={ask('action')}
            isDanger={false}
            hasPassword
            run={(password) => beginTotpAction({ password })}
            onDone={setBegun}
            onClose={() => setAsking(false)}
          />
        ) : null}
      </div>
    );
  }
  return (
    <form
      className="flex max-w-80 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const code = new FormData(event.currentTarget).get('code');
        run(
          () => confirmTotpAction({ code: typeof code === 'string' ? code : '' }),
          ({ recoveryCodes }) => onDone(recoveryCodes),
        );
      }}
    >
      <p className="text-sm text-soft">{t('scan')}</p>
      <QrCode modules={begun.modules} label={t('qr')} />
      <p className="text-sm text-soft">
        {t('orType')}{' '}
        <code className="font-mono text-sm wrap-anywhere text-ink select-all">{inGroups(begun.secret)}</code>
      </p>
      <TextField
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        ref={focusAtOnce}
        label={t('code')}
        hint={t('codeHint')}
        error={failure?.code === 'wrong_code' ? error : null}
      />
      {error && failure?.code !== 'wrong_code' ? <Notice tone="bad">{error}</Notice> : null}
      <Button type="submit" look="primary" isBusy={isBusy} className="self-start">
        {t('confirm')}
      </Button>
    </form>
  );
}

/** The button that was pressed is gone: the focus goes on to what comes next. */
const focusAtOnce = (input: HTMLInputElement | null) => input?.focus();

const inGroups = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');
