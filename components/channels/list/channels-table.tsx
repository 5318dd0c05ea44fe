'use client';
import { useTranslations } from 'next-intl';
import { SortHead } from '#components/ui/page-parts/sort-head.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { ChannelRow } from './channel-row.tsx';
import { channelColumns, type ChannelColumn, type ChannelSort } from './sort-channels.ts';

type Props = { channels: readonly ChannelView[]; sort: ChannelSort; onSort: (by: ChannelColumn) => void };

const numbers: readonly ChannelColumn[] = ['received', 'delay', 'open'];

/** One row for each channel, sorted by the column that the reader chose. */
export function ChannelsTable({ channels, sort, onSort }: Props) {
  const t = useTranslations('channels');
  return (
    <table className="exact w-full border-collapse text-sm">
      <caption className="sr-only">{t('table.caption')}</caption>
      <thead>
        <tr>
          {channelColumns.map((column) => (
            <SortHead
              key={column}
              order={sort.by === column ? (sort.isDescending ? 'descending' : 'ascending') : null}
              onSort={() => onSort(column)}
              align={numbers.includes(column) ? 'right' : 'left'}
              className={numbers.includes(column) ? 'pr-6 text-right' : 'pr-4 text-left'}
            >
              {t(`table.${column}`)}
            </SortHead>
          ))}
          <th scope="col" className="w-8 p-0">
            <span className="sr-only">{t('table.more')}</span>
          </th>
        </tr>
      </thead>
      {channels.map((channel) => (
        <ChannelRow key={channel.id} channel={channel} />
      ))}
    </table>
  );
}
