'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useRef, useState } from 'react';
import { saveTeamAction } from '#app/actions/teams.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { TEAM_NAME_LIMIT, type TeamView } from '#lib/workspaces/types.ts';
import { useAct } from '../use-act.ts';

type Props = {
  workspace: string;
  /** Null: a new one. */
  team: TeamView | null;
  people: readonly { id: string; name: string }[];
  onClose: () => void;
};

/** A team's name and people. */
export function TeamDialog({ workspace, team, people, onClose }: Props) {
  const t = useTranslations('team.settings');
  const commonText = useTranslations('common');
  const cache = useQueryClient();
  const formId = useId();
  const field = useRef<HTMLInputElement>(null);
  const { act, isBusy, error } = useAct();
  const [name, setName] = useState(team?.name ?? '');
  const [memberIds, setMemberIds] = useState<ReadonlySet<string>>(new Set(team?.members.map(({ id }) => id)));
  const toggle = (id: string) => {
    const next = new Set(memberIds);
    if (!next.delete(id)) next.add(id);
    setMemberIds(next);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    act(
      () => saveTeamAction(workspace, { ...(team ? { teamId: team.id } : {}), name, memberIds: [...memberIds] }),
      () => {
        void cache.invalidateQueries({ queryKey: ['teams'] });
        onClose();
      },
    );
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      initialFocus={field}
      title={team ? t('editTitle', { name: isolated(plainLine(team.name)) }) : t('new')}
      footer={
        <>
          <Button onClick={onClose}>{commonText('cancel')}</Button>
          <Button type="submit" form={formId} look="primary" isBusy={isBusy} disabled={name.trim() === ''}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={onSubmit} className="flex flex-col gap-3 py-1">
        <Field label={t('name')} error={error}>
          {(control) => (
            <Input
              {...control}
              ref={field}
              dir="auto"
              maxLength={TEAM_NAME_LIMIT}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <fieldset className="flex flex-col">
          <legend className="mb-1 text-sm font-medium">{t('people')}</legend>
          {people.map((person) => (
            <label key={person.id} className="flex min-h-8 items-center gap-2.5 text-sm touch:min-h-11">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={memberIds.has(person.id)}
                onChange={() => toggle(person.id)}
              />
              <span dir="auto">{plainLine(person.name)}</span>
            </label>
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}
