'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cx } from '#components/ui/cx.ts';
import { Select } from '#components/ui/overlays/select.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { healthOf } from '../channel-health.ts';
import { ChannelName } from './channel-name.tsx';
import { type ChannelColumn, channelColumns, type ChannelSort, missingMessages } from './sort-channels.ts';
import { StatusText } from './status-text.tsx';
import { useChannelTexts } from './use-channel-texts.tsx';

type Props = { channels: readonly ChannelView[]; sort: ChannelSort; onSort: (by: ChannelColumn) => void };

/** The channels where a table does not fit: two lines each; the rest is on the channel's page. */
export function ChannelsLines({ channels, sort, onSort }: Props) {
  const t = useTranslations('channels');
  return (
    <div className="flex flex-col gap-3">
      <Select
        label={t('table.sortBy')}
        value={sort.by}
        onChange={(by) => by !== sort.by && onSort(by)}
        options={channelColumns.map((value) => ({
          value,
          label: t('table.sortedBy', { column: t(`table.${value}`) }),
        }))}
        className="!w-60 max-phone:!w-full"
      />
      <ul aria-label={t('table.caption')} className="exact divide-y divide-line border-y border-line text-sm">
        {channels.map((channel) => (
          <ChannelLine key={channel.id} channel={channel} />
        ))}
      </ul>
    </div>
  );
}

function ChannelLine({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const health = healthOf(channel, useNow());
  const { received, delay, open, proof } = useChannelTexts(channel);
  const isQuiet = health === 'closed';
  return (
    <li className={cx('relative py-3 hover:bg-hover', isQuiet && 'text-muted')}>
      <ChannelName channel={channel} isQuiet={isQuiet} isWholeLine />
      <div className="mt-1 flex flex-col gap-1 pl-7">
        {health === 'well' ? null : <StatusText channel={channel} />}
        {isQuiet ? null : (
          <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs">
            <Fact label={t('table.open')}>{open}</Fact>
            <Fact label={t('table.receivedShort')}>{received}</Fact>
            {channel.health.lagP50Ms === null ? null : <Fact label={t('table.delayShort')}>{delay}</Fact>}
            {missingMessages(channel) ? <Fact label={t('table.proof')}>{proof}</Fact> : null}
          </dl>
        )}
      </div>
    </li>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-1">
      <dt className="text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
