import { CalendarClock, Clock } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Icon } from '#components/ui/icon.tsx';
import type { PickerOption } from '#components/ui/overlays/picker.tsx';
import { localTimeZone } from './local-time-zone.ts';
import { useWrittenMoment } from './use-written-moment.ts';

type OfferedMoment = { id: string; label: string; at: Date; reason?: string | undefined };

type Options = {
  now: Date;
  text: string;
  offered: readonly OfferedMoment[];
  /** Of a day that is written without one. */
  hour?: number;
  onChoose: (at: Date) => void;
};

/** The moments that a picker offers, before them the one that the member writes; and what to say where there is none. */
export function useMomentOptions({ now, text, offered, hour, onChoose }: Options): {
  options: PickerOption[];
  empty: string;
} {
  const t = useTranslations('asks');
  const format = useFormatter();
  const written = useWrittenMoment(text, now, hour);
  const options = offered.map(({ at, ...option }) => ({
    ...option,
    icon: <Icon of={Clock} />,
    detail: format.dateTime(at, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
      timeZone: localTimeZone(),
    }),
    onSelect: () => onChoose(at),
  }));
  const asWritten = (at: Date) => ({
    id: 'written',
    label: format.dateTime(at, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      ...(at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
      hour: 'numeric',
      minute: '2-digit',
      timeZone: localTimeZone(),
    }),
    // What was typed names exactly this moment.
    synonyms: [text],
    icon: <Icon of={CalendarClock} />,
    onSelect: () => onChoose(at),
  });
  return {
    options: written?.kind === 'moment' ? [asWritten(written.at), ...options] : options,
    empty: t(written?.kind === 'past' ? 'pastTime' : written?.kind === 'far' ? 'farTime' : 'noTime'),
  };
}
