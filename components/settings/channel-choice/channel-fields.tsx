'use client';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { NetworkMark } from '#components/networks/network-mark.tsx';

/** A channel to choose from, by its handle or name. */
export type ChoosableChannel = { id: string; network: string; label: string };

type Props = {
  channels: readonly ChoosableChannel[];
  /** Null: all. */
  value: readonly string[] | null;
  onChange: (value: string[] | null) => void;
  legend: string;
};

const line = 'flex min-h-8 items-center gap-2.5 touch:min-h-11';

/** Chooses all channels or some. */
export function ChannelFields({ channels, value, onChange, legend }: Props) {
  const t = useTranslations('settings.members');
  const name = useId();
  const toggle = (id: string) => {
    const chosen = value ?? [];
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  };
  return (
    <fieldset className="min-w-0 text-base">
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      <label className={line}>
        <input
          type="radio"
          name={name}
          checked={value === null}
          onChange={() => onChange(null)}
          className="size-4 shrink-0 accent-accent"
        />
        {t('allChannels')}
      </label>
      <label className={line}>
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
          {channels.map(({ id, network, label }) => (
            <li key={id}>
              <label className={line}>
                <input
                  type="checkbox"
                  checked={value.includes(id)}
                  onChange={() => toggle(id)}
                  className="size-4 shrink-0 accent-accent"
                />
                <NetworkMark network={network} />
                <span dir="auto" className="min-w-0 wrap-anywhere">
                  {label}
                </span>
              </label>
            </li>
          ))}
          {value.length === 0 ? <li className="py-1 text-sm text-warn">{t('noChannelsYet')}</li> : null}
        </ul>
      )}
    </fieldset>
  );
}
