'use client';
import { startRegistration } from '@simplewebauthn/browser';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { addPasskeyAction, beginPasskeyAction } from '#app/actions/second-factor.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PASSKEY_NAME_LIMIT } from '#lib/users/types.ts';
import { TextField } from '../text-field.tsx';
import { AskPassword } from './ask-password.tsx';
import { useOutcome } from './use-outcome.ts';

type Props = { onDone: (recoveryCodes: string[] | null) => void; isOffered: boolean; hasPassword: boolean };

/** A passkey is named and made: the browser asks for a fingerprint, a face, a PIN or a security key. */
export function PasskeySetUp({ onDone, isOffered, hasPassword }: Props) {
  const t = useTranslations('safety.passkeys');
  const ask = useTranslations('safety.ask');
  const { run, isBusy, failure, error } = useOutcome();
  const form = useRef<HTMLFormElement>(null);
  // The name of the passkey for which the password is asked.
  const [asked, setAsked] = useState<string | null>(null);
  if (!isOffered) return <p className="text-sm text-muted">{t('notOffered')}</p>;
  const finish = ({ recoveryCodes }: { recoveryCodes: string[] | null }) => {
    setAsked(null);
    form.current?.reset();
    onDone(recoveryCodes);
  };
  // Beside the form and not in it: what is submitted in the dialog would come up to the form too.
  return (
    <>
      <form
        ref={form}
        className="flex max-w-80 flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget).get('name');
          const name = typeof given === 'string' ? given : '';
          if (hasPassword) setAsked(name);
          else run(() => make(name, ''), finish);
        }}
      >
        <TextField
          name="name"
          autoComplete="off"
          maxLength={PASSKEY_NAME_LIMIT}
          label={t('name')}
          hint={t('nameHint')}
          error={failure?.code === 'invalid' ? error : null}
        />
        {error && failure?.code !== 'invalid' ? <Notice tone="bad">{error}</Notice> : null}
        <Button type="submit" isBusy={isBusy} className="self-start">
          {t('add')}
        </Button>
      </form>
      {asked === null ? null : (
        <AskPassword
          title={ask('title')}
          text={ask('text')}
          action={ask('action')}
          isDanger={false}
          hasPassword
          run={(password) => make(asked, password)}
          onDone={finish}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

async function make(name: string, password: string) {
  const begun = await beginPasskeyAction({ password });
  if (!begun.ok) return begun;
  const response = await startRegistration({ optionsJSON: begun.value });
  return await addPasskeyAction({ name, response });
}
