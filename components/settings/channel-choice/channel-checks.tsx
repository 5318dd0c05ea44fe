'use client';
import { NetworkMark } from '#components/networks/network-mark.tsx';

/** A channel to choose from, by its handle or name. */
export type ChoosableChannel = { id: string; network: string; label: string };

/** Channels that somebody has anyway, each with a word that says through what. */
export type GivenChannels = ReadonlyMap<string, string>;

type Props = {
  channels: readonly ChoosableChannel[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  given?: GivenChannels | undefined;
};

export const choiceLine = 'flex min-h-8 items-center gap-2.5 touch:min-h-11';

/** A list of channels, each to be ticked. */
export function ChannelChecks({ channels, value, onChange, given }: Props) {
  const toggle = (id: string) => onChange(value.includes(id) ? value.filter((one) => one !== id) : [...value, id]);
  return channels.map(({ id, network, label }) => {
    const through = value.includes(id) ? undefined : given?.get(id);
    return (
      <li key={id}>
        <label className={choiceLine}>
          <input
            type="checkbox"
            checked={value.includes(id) || through !== undefined}
            disabled={through !== undefined}
            onChange={() => toggle(id)}
            className="size-4 shrink-0 accent-accent"
          />
          <NetworkMark network={network} />
          <span dir="auto" className="min-w-0 wrap-anywhere">
            {label}
          </span>
          {through === undefined ? null : <span className="ml-auto text-sm text-muted">{through}</span>}
        </label>
      </li>
    );
  });
}
