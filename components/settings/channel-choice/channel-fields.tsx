'use client';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { ChannelChecks, choiceLine, type ChoosableChannel, type GivenChannels } from './channel-checks.tsx';

type Props = {
  channels: readonly ChoosableChannel[];
  /** Null: all. */
  value: readonly string[] | null;
  onChange: (value: string[] | null) => void;
  legend: string;
  given?: GivenChannels;
};

/** Chooses all channels or some. */
export function ChannelFields({ channels, value, onChange, legend, given }: Props) {
  const t = useTranslations('settings.members');
  const name = useId();
  return (
    <fieldset className="min-w-0 text-base">
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      <label className={choiceLine}>
        <input
          type="radio"
          name={name}
          checked={value === null}
          onChange={() => onChange(null)}
          className="size-4 shrink-0 accent-accent"
        />
        {t('allChannels')}
      </label>
      <label className={choiceLine}>
        <input
          type="radio"
          name={name}
          checked={value !== null}
          onChange={() => onChange([...(value ?? [])])}
          className="size-4 shrink-0 accent-accent"
        />
        {t('someChannels')}
      </label>
      {value === null ? null : (
        <ul className="mt-1 ml-6.5 flex flex-col">
          <ChannelChecks channels={channels} value={value} onChange={onChange} given={given} />
          {value.length === 0 && !given?.size ? <li className="py-1 text-sm text-warn">{t('noChannelsYet')}</li> : null}
        </ul>
      )}
    </fieldset>
  );
}
