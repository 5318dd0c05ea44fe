'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { editRoutingAction } from '#app/actions/routing.ts';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Line, Lines, Section } from '#components/ui/page.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { itemKinds, type TagRef } from '#lib/items/types.ts';
import { CAPACITY_LIMIT, type RoutingView, WEIGHT_LIMIT } from '#lib/routing/types.ts';
import { useAct } from '../use-act.ts';
import { SkillLines } from './skill-lines.tsx';

type Props = { workspace: string; routing: RoutingView; tags: readonly TagRef[] };

/** How a workspace distributes its items, and whether it does. */
export function RoutingForm({ workspace, routing, tags }: Props) {
  const t = useTranslations('routing.distribution');
  const common = useTranslations('common');
  const { act, isBusy, error } = useAct();
  const [isSaved, setSaved] = useState(false);
  const [given, setGiven] = useState(routing);
  const change = (part: Partial<RoutingView>) => {
    setSaved(false);
    setGiven((before) => ({ ...before, ...part }));
  };
  const number = (label: string, { value, min, max }: { value: number; min: number; max: number }) => ({
    type: 'number',
    required: true,
    'aria-label': label,
    className: '!w-24',
    min,
    max,
    value: Number.isNaN(value) ? '' : value,
  });
  return (
    <form
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        act(
          () => editRoutingAction(workspace, given),
          () => setSaved(true),
        );
      }}
    >
      <Lines label={t('title')}>
        <Line title={t('on')} detail={t('onHint')}>
          <Switch label={t('on')} isOn={given.isOn} onChange={(isOn) => change({ isOn })} />
        </Line>
        <Line title={t('lastHandler')} detail={t('lastHandlerHint')}>
          <Switch
            label={t('lastHandler')}
            isOn={given.returnsToLastHandler}
            onChange={(returnsToLastHandler) => change({ returnsToLastHandler })}
          />
        </Line>
        <Line title={t('capacity')} detail={t('capacityHint')}>
          <Input
            {...number(t('capacity'), { value: given.capacity, min: 0, max: CAPACITY_LIMIT })}
            onChange={({ target }) => change({ capacity: target.valueAsNumber })}
          />
        </Line>
      </Lines>
      <Section title={t('weights')} hint={t('weightsHint')}>
        <Lines label={t('weights')}>
          {itemKinds.map((kind) => (
            <Line key={kind} title={t(`kind.${kind}`)}>
              <Input
                {...number(t('weightOf', { kind: t(`kind.${kind}`) }), {
                  value: given.weights[kind],
                  min: 1,
                  max: WEIGHT_LIMIT,
                })}
                onChange={({ target }) => change({ weights: { ...given.weights, [kind]: target.valueAsNumber } })}
              />
            </Line>
          ))}
        </Lines>
      </Section>
      <Section title={t('skills')} hint={t('skillsHint')}>
        <SkillLines tags={tags} skills={given.skills} onChange={(skills) => change({ skills })} />
      </Section>
      {error ? <Notice tone="bad">{error}</Notice> : null}
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" isBusy={isBusy}>
          {common('save')}
        </Button>
        <output className="text-sm text-muted">{isSaved ? t('saved') : ''}</output>
      </div>
    </form>
  );
}
