'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { WORD_LIMIT } from '#lib/items/parts/types.ts';
import type { DialogProps } from '../dialog-props.ts';

/** Asks the holder of an item for it, with a word if one has one. */
export function AskDialog({ itemIds, onClose }: DialogProps) {
  const t = useTranslations('asks');
  const commonText = useTranslations('common');
  const { items } = useInbox();
  const { me } = useWorkspace();
  const acts = useActs();
  const formId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [word, setWord] = useState('');
  // Only what somebody else holds can be asked for.
  const asked = itemIds.filter((id) => {
    const owner = items.row(id)?.owner;
    return owner && owner.id !== me.memberId;
  });
  const holder = asked[0] ? items.row(asked[0])?.owner : null;
  const name = holder ? isolated(plainLine(holder.name)) : '';
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    onClose();
    void acts.ask(asked, word.trim());
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      initialFocus={field}
      title={holder ? t('ask', { name }) : t('askNobody')}
      description={holder ? undefined : t('askNobodyHint')}
      footer={
        <>
          <Button onClick={onClose}>{commonText('cancel')}</Button>
          {holder ? (
            <Button type="submit" form={formId} look="primary">
              {t('askSend')}
            </Button>
          ) : null}
        </>
      }
    >
      {holder ? (
        <form id={formId} onSubmit={onSubmit} className="py-1">
          <Field label={t('word', { name })}>
            {(control) => (
              <Input
                {...control}
                ref={field}
                dir="auto"
                maxLength={WORD_LIMIT}
                value={word}
                onChange={(event) => setWord(event.target.value)}
              />
            )}
          </Field>
        </form>
      ) : null}
    </Dialog>
  );
}
