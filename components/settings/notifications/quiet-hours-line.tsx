'use client';
import { useTranslations } from 'next-intl';
import { Input } from '#components/ui/field.tsx';
import { Line } from '#components/ui/page.tsx';
import type { NotificationSettings, QuietHours } from '#lib/notifications/settings/types.ts';

const night: QuietHours = { from: 20 * 60, until: 8 * 60 };

const shown = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function minuteOf(time: string): number | null {
  const [hours, minutes] = time.split(':').map(Number);
  return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes) ? null : hours * 60 + minutes;
}

type Props = { settings: NotificationSettings; onSave: (quiet: QuietHours | null) => void };

/** From when until when no email comes. */
export function QuietHoursLine({ settings: { quiet, timeZone }, onSave }: Props) {
  const t = useTranslations('notifications.settings');
  const change = (part: 'from' | 'until', time: string) => {
    const minute = minuteOf(time);
    if (quiet && minute !== null) onSave({ ...quiet, [part]: minute });
  };
  return (
    <Line title={t('quiet')} detail={t('quietHint', { zone: timeZone })}>
      <label className="flex min-h-8 items-center gap-2 text-sm touch:min-h-11">
        <input
          type="checkbox"
          checked={quiet !== null}
          onChange={(event) => onSave(event.target.checked ? night : null)}
        />
        {t('quietOn')}
      </label>
      {quiet
        ? (['from', 'until'] as const).map((part) => (
            <label key={part} className="flex items-center gap-2 text-sm">
              {t(part)}
              <Input
                type="time"
                className="w-28"
                value={shown(quiet[part])}
                onChange={(event) => change(part, event.target.value)}
              />
            </label>
          ))
        : null}
    </Line>
  );
}
