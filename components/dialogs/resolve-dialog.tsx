'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { fieldsToAsk } from '#components/inbox-state/acts/use-ask-before-resolving.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { rereadItem } from '#components/inbox-state/items/use-item.ts';
import { useListCursor } from '#components/inbox-state/use-list-cursor.ts';
import { useItemFields } from '#components/inbox-state/workspace/use-item-fields.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { runCommand } from '#components/keys/command-registry.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { FieldQuestion } from './field-question.tsx';
import { useTargets } from './use-targets.ts';

/** Asks what the workspace wants to know, and resolves the items. Enter in any of the fields does. */
export function ResolveDialog({ itemIds, onClose, stays = false, sends = false }: DialogProps) {
  const t = useTranslations('asks.resolve');
  const commonText = useTranslations('common');
  const inbox = useInbox();
  const { api } = useWorkspace();
  const acts = useActs();
  const cursor = useListCursor();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const targets = useTargets(itemIds);
  const all = useItemFields();
  // What is asked does not change under whoever answers.
  const [fields] = useState(() => fieldsToAsk(inbox, all, itemIds));
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const formId = useId();
  const first = useRef<HTMLInputElement>(null);

  const given = fields.map(({ id }) => ({ fieldId: id, value: values[id] ?? '' }));
  const sendWith = async (itemId: string) => {
    setBusy(true);
    try {
      await api.fillFields(itemId, given);
      await rereadItem(cache, itemId);
      onClose();
      runCommand('sendResolve');
    } catch (thrown) {
      setError(problemText(thrown));
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const [only] = itemIds;
    if (sends && only) {
      void sendWith(only);
      return;
    }
    onClose();
    if (!stays) cursor.advancePast(itemIds);
    targets.run('resolve', { fields: given }, () => acts.resolve(itemIds, given));
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      initialFocus={first}
      title={t('title', { count: itemIds.length })}
      footer={
        <>
          <Button onClick={onClose}>{commonText('cancel')}</Button>
          <Button type="submit" form={formId} look="primary" isBusy={isBusy}>
            {t(sends ? 'send' : 'resolve')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={onSubmit} className="flex flex-col gap-4 py-1">
        {fields.map((field, index) => (
          <FieldQuestion
            key={field.id}
            ref={index === 0 ? first : undefined}
            field={field}
            value={values[field.id] ?? ''}
            onChange={(value) => setValues((before) => ({ ...before, [field.id]: value }))}
          />
        ))}
        {error ? <Notice tone="bad">{error}</Notice> : null}
      </form>
    </Dialog>
  );
}
