'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { Input } from '#components/ui/field.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { HoursOfDay } from '#lib/workspaces/availability/types.ts';

const USUAL = { from: '09:00', until: '17:30' };
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const SATURDAY = 6;

/** A field for times cannot say the end of the day. */
const END_OF_DAY = '24:00';
const asField = (time: string) => (time === END_OF_DAY ? '00:00' : time);

type Props = { hours: readonly HoursOfDay[]; onChange: (hours: HoursOfDay[]) => void };

/** The hours of each weekday. */
export function HoursLines({ hours, onChange }: Props) {
  const t = useTranslations('routing.availability');
  const format = useFormatter();
  // The first Monday of a year that begins with one.
  const nameOf = (weekday: number) =>
    format.dateTime(new Date(Date.UTC(2024, 0, weekday)), { weekday: 'long', timeZone: 'UTC' });
  const set = (weekday: number, next: Omit<HoursOfDay, 'weekday'> | null) =>
    onChange(
      [...hours.filter((one) => one.weekday !== weekday), ...(next ? [{ weekday, ...next }] : [])].sort(
        (a, b) => a.weekday - b.weekday,
      ),
    );
  return (
    <Lines label={t('hours')}>
      <Line title={t('hoursSwitch')}>
        <Switch
          label={t('hoursSwitch')}
          isOn={hours.length > 0}
          onChange={(isOn) =>
            onChange(isOn ? weekdays.filter((day) => day < SATURDAY).map((weekday) => ({ weekday, ...USUAL })) : [])
          }
        />
      </Line>
      {hours.length === 0
        ? null
        : weekdays.map((weekday) => {
            const day = nameOf(weekday);
            const known = hours.find((one) => one.weekday === weekday);
            return (
              <Line key={weekday} title={<span className="first-letter:uppercase inline-block">{day}</span>}>
                {known ? (
                  <>
                    <Input
                      type="time"
                      required
                      aria-label={t('from', { day })}
                      className="!w-36"
                      value={known.from}
                      onChange={({ target: { value } }) => set(weekday, { ...known, from: value })}
                    />
                    <Input
                      type="time"
                      required
                      aria-label={t('until', { day })}
                      className="!w-36"
                      value={asField(known.until)}
                      onChange={({ target: { value } }) =>
                        set(weekday, { ...known, until: value === '00:00' ? END_OF_DAY : value })
                      }
                    />
                  </>
                ) : (
                  <span className="text-sm text-muted">{t('off')}</span>
                )}
                <Switch
                  label={t('works', { day })}
                  isOn={known !== undefined}
                  onChange={(isOn) => set(weekday, isOn ? USUAL : null)}
                />
              </Line>
            );
          })}
    </Lines>
  );
}
