'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useViews } from '#components/inbox-state/workspace/use-views.ts';
import { queryOf } from '#components/route/filter.ts';
import { useListing } from '#components/route/use-route.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { Role } from '#lib/caller.ts';
import { roles } from '#lib/workspaces/types.ts';
import type { DialogProps } from './dialog-props.ts';

/** Saves the list's current filter as a view, or changes the one that has the same filter. */
export function SaveViewDialog({ onClose }: DialogProps) {
  const t = useTranslations('asks');
  const commonText = useTranslations('common');
  const { api, can } = useWorkspace();
  const { filter } = useListing();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const formId = useId();
  const field = useRef<HTMLInputElement>(null);
  const { views } = useViews();
  // Who may not change the shared one saves another.
  const same = views.find((view) => queryOf(view.filter) === queryOf(filter) && (!view.isShared || can('shareView')));
  const [name, setName] = useState(same?.name ?? '');
  const [isShared, setShared] = useState(same?.isShared ?? false);
  const [firstFor, setFirstFor] = useState<readonly Role[]>(same?.firstFor ?? []);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await api.saveView({
        ...(same ? { viewId: same.id } : {}),
        name: name.trim(),
        filter,
        isShared,
        firstFor: isShared ? [...firstFor] : [],
      });
      await cache.invalidateQueries({ queryKey: ['views'] });
      onClose();
    } catch (thrown) {
      setError(problemText(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      initialFocus={field}
      title={t('saveView')}
      footer={
        <>
          <Button onClick={onClose}>{commonText('cancel')}</Button>
          <Button type="submit" form={formId} look="primary" isBusy={isBusy} disabled={name.trim() === ''}>
            {commonText('save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void onSubmit(event)} className="flex flex-col gap-3 py-1">
        <Field label={t('viewName')} error={error}>
          {(control) => (
            <Input
              {...control}
              ref={field}
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {can('shareView') ? (
          <div className="flex items-center justify-between text-sm">
            {t('shareView')}
            <Switch isOn={isShared} onChange={setShared} label={t('shareView')} />
          </div>
        ) : null}
        {isShared ? (
          <fieldset className="flex flex-col gap-2 text-sm">
            <legend className="pb-1 text-muted">{t('viewFirstFor')}</legend>
            {roles.map((role) => (
              <div key={role} className="flex items-center justify-between touch:min-h-11">
                {commonText(`roles.${role}`)}
                <Switch
                  isOn={firstFor.includes(role)}
                  onChange={(isOn) => setFirstFor([...firstFor.filter((one) => one !== role), ...(isOn ? [role] : [])])}
                  label={t('viewFirstForRole', { role: commonText(`roles.${role}`) })}
                />
              </div>
            ))}
          </fieldset>
        ) : null}
      </form>
    </Dialog>
  );
}
