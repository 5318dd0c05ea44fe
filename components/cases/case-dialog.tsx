'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useRef, useState } from 'react';
import type { CasesApi } from '#components/api/cases.ts';
import { useCaseActs } from '#components/inbox-state/acts/use-case-acts.ts';
import { useReceivers } from '#components/inbox-state/workspace/use-receivers.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { localInput } from '#components/ui/text/local-input.ts';
import { useNow } from '#components/ui/time/use-now.ts';
import { CASE_TITLE_LIMIT, type CaseGiven, type CaseResult, type CaseView } from '#lib/items/cases/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

const NOBODY = 'nobody';

/** The title, the deadline and, for who may assign, the owner of a case. */
export function CaseDialog({ joined, onClose }: { joined: CaseView; onClose: () => void }) {
  const t = useTranslations('cases');
  const commonText = useTranslations('common');
  const { can } = useWorkspace();
  const acts = useCaseActs();
  const now = useNow();
  const formId = useId();
  const field = useRef<HTMLInputElement>(null);
  const ids = joined.items.map(({ id }) => id);
  const [title, setTitle] = useState(joined.title);
  const before = joined.dueAt === null ? '' : localInput(joined.dueAt);
  const [due, setDue] = useState(before);
  const [ownerId, setOwnerId] = useState(joined.owner?.id ?? NOBODY);
  const [isBusy, setBusy] = useState(false);
  const { people } = useReceivers(ids);
  const known = joined.owner && !people.some(({ id }) => id === joined.owner?.id) ? [joined.owner] : [];

  /** One after the other: each names the version that the one before left. */
  const save = async (api: CasesApi): Promise<CaseResult & Partial<CaseGiven>> => {
    let latest: CaseResult & Partial<CaseGiven> = { case: joined, undo: null };
    const step = async (ask: (on: CaseView) => Promise<CaseResult>) => {
      if (latest.case) latest = await ask(latest.case);
    };
    if (title.trim() !== joined.title) await step((on) => api.rename(on, title.trim()));
    if (due !== before) await step((on) => api.setDeadline(on, due === '' ? null : new Date(due).toISOString()));
    if (ownerId !== (joined.owner?.id ?? NOBODY)) {
      await step((on) => api.assign(on, ownerId === NOBODY ? null : ownerId));
    }
    return latest;
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const isDone = await acts.change(ids, save, (answer) =>
      answer.given === undefined
        ? t('done.changed', { title: isolated(plainLine(answer.case?.title ?? joined.title)) })
        : t('done.given', { count: answer.given, left: answer.skipped?.length ?? 0 }),
    );
    setBusy(false);
    if (isDone) onClose();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      initialFocus={field}
      title={t('edit')}
      footer={
        <>
          <Button onClick={onClose}>{commonText('cancel')}</Button>
          <Button type="submit" form={formId} look="primary" isBusy={isBusy} disabled={title.trim() === ''}>
            {commonText('save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void onSubmit(event)} className="flex flex-col gap-3 py-1">
        <Field label={t('titleField')} hint={t('titleHint')}>
          {(control) => (
            <Input
              {...control}
              ref={field}
              maxLength={CASE_TITLE_LIMIT}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('deadline')} hint={t('deadlineHint')}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={due}
              min={localInput(new Date(now).toISOString())}
              onChange={(event) => setDue(event.target.value)}
            />
          )}
        </Field>
        {can('assignItem') ? (
          <Field label={t('ownerField')} hint={t('ownerHint')}>
            {({ id, 'aria-describedby': describedBy }) => (
              <Select
                id={id}
                aria-describedby={describedBy}
                value={ownerId}
                onChange={setOwnerId}
                options={[
                  { value: NOBODY, label: t('nobody') },
                  ...[...known, ...people].map((person) => ({ value: person.id, label: plainLine(person.name) })),
                ]}
              />
            )}
          </Field>
        ) : null}
      </form>
    </Dialog>
  );
}
