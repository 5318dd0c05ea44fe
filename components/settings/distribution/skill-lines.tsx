'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import type { TagRef } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { type RoutingView, SKILL_LIMIT } from '#lib/routing/types.ts';

type Skills = RoutingView['skills'];
type Props = { tags: readonly TagRef[]; skills: Skills; onChange: (skills: Skills) => void };

/** Which tag needs which skill. */
export function SkillLines({ tags, skills, onChange }: Props) {
  const t = useTranslations('routing.distribution');
  const common = useTranslations('common');
  const free = tags.filter(({ id }) => !skills.some(({ tagId }) => tagId === id));
  const [chosen, setChosen] = useState('');
  const [skill, setSkill] = useState('');
  const tagId = free.find(({ id }) => id === chosen)?.id ?? free[0]?.id;
  const nameOf = (id: string) => plainLine(tags.find((tag) => tag.id === id)?.name ?? '');
  return (
    <>
      {skills.length === 0 ? (
        <p className="text-sm text-muted">{t('noSkills')}</p>
      ) : (
        <Lines label={t('skills')}>
          {skills.map((one) => (
            <Line key={one.tagId} title={t('needs', { tag: isolated(nameOf(one.tagId)), skill: isolated(one.skill) })}>
              <IconButton
                icon={<Icon of={X} />}
                label={t('removeSkill', { tag: isolated(nameOf(one.tagId)) })}
                onClick={() => onChange(skills.filter((other) => other.tagId !== one.tagId))}
              />
            </Line>
          ))}
        </Lines>
      )}
      {tagId === undefined ? null : (
        <div className="flex flex-wrap items-center gap-2">
          <div className="w-48">
            <Select
              label={t('tag')}
              value={tagId}
              onChange={setChosen}
              options={free.map(({ id, name }) => ({ value: id, label: plainLine(name) }))}
            />
          </div>
          <Input
            aria-label={t('skill')}
            placeholder={t('skill')}
            dir="auto"
            className="!w-48"
            maxLength={SKILL_LIMIT}
            value={skill}
            onChange={(event) => setSkill(event.target.value)}
          />
          <Button
            disabled={skill.trim() === ''}
            onClick={() => {
              onChange([...skills, { tagId, skill: skill.trim() }]);
              setSkill('');
            }}
          >
            {common('add')}
          </Button>
        </div>
      )}
    </>
  );
}
