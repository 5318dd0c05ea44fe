'use client';
import { startRegistration } from '@simplewebauthn/browser';
import { useTranslations } from 'next-intl';
import { addPasskeyAction, beginPasskeyAction } from '#app/actions/second-factor.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PASSKEY_NAME_LIMIT } from '#lib/users/types.ts';
import { TextField } from '../text-field.tsx';
import { useOutcome } from './use-outcome.ts';

type Props = { onDone: (recoveryCodes: string[] | null) => void; isOffered: boolean };

/** A passkey is named and made: the browser asks for a fingerprint, a face, a PIN or a security key. */
export function PasskeySetUp({ onDone, isOffered }: Props) {
  const t = useTranslations('safety.passkeys');
  const { run, isBusy, failure, error } = useOutcome();
  if (!isOffered) return <p className="text-sm text-muted">{t('notOffered')}</p>;
  return (
    <form
      className="flex max-w-80 flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const given = new FormData(form).get('name');
        const name = typeof given === 'string' ? given : '';
        run(
          async () => {
            const begun = await beginPasskeyAction({});
            if (!begun.ok) return begun;
            const response = await startRegistration({ optionsJSON: begun.value });
            return await addPasskeyAction({ name, response });
          },
          ({ recoveryCodes }) => {
            form.reset();
            onDone(recoveryCodes);
          },
        );
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
  );
}
