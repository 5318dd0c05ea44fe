'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { setAvailabilityAction } from '#app/actions/availability.ts';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Line, Lines, Section } from '#components/ui/page.tsx';
import type { Availability, AvailabilityView } from '#lib/workspaces/availability/types.ts';
import { useAct } from '../use-act.ts';
import { DaysOff } from './days-off.tsx';
import { HoursLines } from './hours-lines.tsx';
import { StateLines } from './state-lines.tsx';

type Props = { workspace: string; availability: AvailabilityView; timeZones: readonly string[] };

/** Whether a member is here, and when they work. */
export function AvailabilityForm({ workspace, availability, timeZones }: Props) {
  const t = useTranslations('routing.availability');
  const common = useTranslations('common');
  const { act, isBusy, error } = useAct();
  const [isSaved, setSaved] = useState(false);
  const { workspaceTimeZone, absence: _, ...set } = availability;
  const [given, setGiven] = useState<Availability>(set);
  const change = (part: Partial<Availability>) => {
    setSaved(false);
    setGiven((before) => ({ ...before, ...part }));
  };
  const zone = given.timeZone ?? workspaceTimeZone;
  return (
    <form
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        act(
          () => setAvailabilityAction(workspace, given),
          () => setSaved(true),
        );
      }}
    >
      <Section title={t('now')}>
        <StateLines availability={given} onChange={change} />
      </Section>
      <Section title={t('hours')} hint={t('hoursHint', { zone })}>
        <HoursLines hours={given.hours} onChange={(hours) => change({ hours })} />
        <Lines label={t('timeZone')}>
          <Line title={t('timeZone')} detail={t('timeZoneHint', { zone: workspaceTimeZone })}>
            <Input
              list="time-zones"
              autoComplete="off"
              aria-label={t('timeZone')}
              className="!w-56"
              value={given.timeZone ?? ''}
              onChange={({ target: { value } }) => change({ timeZone: value === '' ? null : value })}
            />
            <datalist id="time-zones">
              {timeZones.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </datalist>
          </Line>
        </Lines>
      </Section>
      <Section title={t('daysOff')} hint={t('daysOffHint')}>
        <DaysOff days={given.daysOff} onChange={(daysOff) => change({ daysOff })} />
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
