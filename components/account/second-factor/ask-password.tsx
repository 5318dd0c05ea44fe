'use client';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { Outcome } from '#app/actions/outcome.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { TextField } from '../text-field.tsx';
import { useOutcome } from './use-outcome.ts';

type Props<T> = {
  title: string;
  text: string;
  action: string;
  isDanger: boolean;
  /** Who signs in at the provider alone has none to type. */
  hasPassword: boolean;
  run: (password: string) => Promise<Outcome<T>>;
  onDone: (value: T) => void;
  onClose: () => void;
};

/** Asks for the password before a way to sign in is added, replaced or removed. */
export function AskPassword<T>({ title, text, action, isDanger, hasPassword, run, onDone, onClose }: Props<T>) {
  const t = useTranslations('account');
  const common = useTranslations('common');
  const formId = useId();
  const { run: start, isBusy, failure, error } = useOutcome();
  const isWrong = failure?.code === 'wrong_credentials';
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={title}
      description={text}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={formId} look={isDanger ? 'danger' : 'primary'} isBusy={isBusy}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          const password = new FormData(event.currentTarget).get('password');
          start(() => run(typeof password === 'string' ? password : ''), onDone);
        }}
      >
        {hasPassword ? (
          <TextField
            name="password"
            type="password"
            autoComplete="current-password"
            label={t('fields.currentPassword')}
            error={isWrong ? t('failure.wrongCurrentPassword') : null}
          />
        ) : null}
        {error && !isWrong ? <Notice tone="bad">{error}</Notice> : null}
      </form>
    </Dialog>
  );
}
