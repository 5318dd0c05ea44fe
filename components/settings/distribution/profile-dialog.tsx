'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useRef, useState } from 'react';
import { saveRoutingProfileAction } from '#app/actions/routing.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import type { TagRef } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { CAPACITY_LIMIT, type RoutingPersonView } from '#lib/routing/types.ts';
import { choiceLine } from '../channel-choice/channel-checks.tsx';
import { useAct } from '../use-act.ts';

type Choice = { id: string; name: string };
type Props = {
  workspace: string;
  person: RoutingPersonView;
  tags: readonly TagRef[];
  networks: readonly Choice[];
  onClose: () => void;
};

/** The words of a field with commas between them. */
const wordsOf = (text: string) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** What is distributed to a person. */
export function ProfileDialog({ workspace, person, tags, networks, onClose }: Props) {
  const t = useTranslations('routing.distribution');
  const common = useTranslations('common');
  const formId = useId();
  const first = useRef<HTMLInputElement>(null);
  const { act, isBusy, error } = useAct();
  const { profile } = person;
  const [capacity, setCapacity] = useState(profile.capacity === null ? '' : String(profile.capacity));
  const [languages, setLanguages] = useState(profile.languages.join(', '));
  const [skills, setSkills] = useState(profile.skills.join(', '));
  const [networkIds, setNetworkIds] = useState(profile.networks);
  const [tagIds, setTagIds] = useState(profile.tagIds);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    act(
      () =>
        saveRoutingProfileAction(workspace, {
          memberId: person.id,
          capacity: capacity === '' ? null : Number(capacity),
          languages: wordsOf(languages.toLowerCase()),
          networks: networkIds,
          tagIds,
          skills: wordsOf(skills),
        }),
      onClose,
    );
  };
  const words = (label: string, hint: string, [value, setValue]: readonly [string, (next: string) => void]) => (
    <Field label={label} hint={hint}>
      {(control) => <Input {...control} dir="auto" value={value} onChange={(event) => setValue(event.target.value)} />}
    </Field>
  );
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      initialFocus={first}
      title={t('profileTitle', { name: isolated(plainLine(person.name)) })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={formId} look="primary" isBusy={isBusy}>
            {common('save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={onSubmit} className="flex flex-col gap-4 py-1">
        <Field label={t('ownCapacity')} hint={t('ownCapacityHint')} error={error}>
          {(control) => (
            <Input
              {...control}
              ref={first}
              type="number"
              min={0}
              max={CAPACITY_LIMIT}
              value={capacity}
              onChange={(event) => setCapacity(event.target.value)}
            />
          )}
        </Field>
        {words(t('languages'), t('languagesHint'), [languages, setLanguages])}
        {words(t('ownSkills'), t('ownSkillsHint'), [skills, setSkills])}
        <Checks label={t('networks')} choices={networks} value={networkIds} onChange={setNetworkIds} />
        <Checks label={t('tags')} choices={tags} value={tagIds} onChange={setTagIds} />
      </form>
    </Dialog>
  );
}

type ChecksProps = {
  label: string;
  choices: readonly Choice[];
  value: readonly string[];
  onChange: (value: string[]) => void;
};

/** Things of which somebody takes only some. */
function Checks({ label, choices, value, onChange }: ChecksProps) {
  if (choices.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <ul className="grid gap-x-4 sm:grid-cols-2">
        {choices.map(({ id, name }) => (
          <li key={id}>
            <label className={choiceLine}>
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-accent"
                checked={value.includes(id)}
                onChange={() => onChange(value.includes(id) ? value.filter((one) => one !== id) : [...value, id])}
              />
              <span dir="auto" className="min-w-0 wrap-anywhere">
                {plainLine(name)}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
