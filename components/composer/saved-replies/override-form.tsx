'use client';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { REASON_LIMIT } from '#lib/saved-replies/types.ts';

/** Asks why a stopped reply is sent anyway, and sends it. It stands in the composer's form and so is none itself. */
export function OverrideForm({ onSend }: { onSend: (reason: string) => void }) {
  const t = useTranslations('savedReplies.rails');
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const ask = () => {
    setAsking(true);
    requestAnimationFrame(() => field.current?.focus());
  };
  const send = () => {
    if (reason.trim() !== '') onSend(reason.trim());
  };
  if (!isAsking) {
    return (
      <Button size="small" onMouseDown={(event) => event.preventDefault()} onClick={ask}>
        {t('anyway')}
      </Button>
    );
  }
  return (
    <div className="flex w-full flex-wrap items-end gap-2">
      <div className="min-w-0 flex-1 basis-60">
        <Field label={t('reason')} hint={t('reasonHint')}>
          {(control) => (
            <Input
              {...control}
              ref={field}
              value={reason}
              maxLength={REASON_LIMIT}
              onChange={(event) => setReason(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                // Enter in a field of the composer's form would submit the form.
                event.preventDefault();
                send();
              }}
            />
          )}
        </Field>
      </div>
      <Button size="small" disabled={reason.trim() === ''} onClick={send} className="mb-5">
        {t('sendAnyway')}
      </Button>
    </div>
  );
}
