'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId, useState } from 'react';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { cx } from '#components/ui/cx.ts';
import { FoldIcon } from '#components/ui/page-parts/fold-icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { ChannelActions } from '../channel-actions.tsx';
import { ChannelFacts } from '../channel-facts.tsx';
import { ChannelName } from './channel-name.tsx';
import { ChannelWarnings } from '../channel-warnings.tsx';
import { healthOf } from '../channel-health.ts';
import { StatusText } from './status-text.tsx';
import { channelColumns } from './sort-channels.ts';
import { useChannelTexts } from './use-channel-texts.tsx';

/** One channel in the table. Its problems and what can be done about them unfold below; of a broken one, they are open. */
export function ChannelRow({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const health = healthOf(channel, useNow());
  const [chosen, setOpen] = useState<boolean | null>(null);
  const isOpen = chosen ?? health === 'broken';
  const moreId = useId();
  const texts = useChannelTexts(channel);
  return (
    <tbody className={cx('border-t border-line last:border-b', health === 'closed' && 'text-muted')}>
      <tr className={cx('h-13', !isOpen && 'hover:bg-hover')}>
        <th scope="row" className="max-w-0 py-1.5 pr-4 text-left font-normal">
          <ChannelName channel={channel} isQuiet={health === 'closed'} />
        </th>
        <Cell className="w-48">
          <StatusText channel={channel} />
        </Cell>
        <Cell isNumber className="w-28">
          {texts.received}
        </Cell>
        <Cell isNumber className="w-28">
          {texts.delay}
        </Cell>
        <Cell isNumber className="w-20">
          {texts.open}
        </Cell>
        <Cell className="w-32">{texts.proof}</Cell>
        <Cell className="w-34 whitespace-nowrap">{texts.access}</Cell>
        <td className="p-0 text-right">
          <IconButton
            size="small"
            label={t(isOpen ? 'hideDetails' : 'showDetails', { handle: channelLabel(channel) })}
            aria-expanded={isOpen}
            aria-controls={moreId}
            icon={<FoldIcon isOpen={isOpen} />}
            onClick={() => setOpen(!isOpen)}
          />
        </td>
      </tr>
      <tr id={moreId} hidden={!isOpen}>
        <td colSpan={channelColumns.length + 1} className="pb-4 pl-7">
          {isOpen ? (
            <div className="flex flex-col gap-3">
              <ChannelWarnings channel={channel} />
              <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
                <ChannelFacts channel={channel} />
                <ChannelActions channel={channel} />
              </div>
            </div>
          ) : null}
        </td>
      </tr>
    </tbody>
  );
}

type CellProps = { children: ReactNode; isNumber?: boolean; className: string };

function Cell({ children, isNumber = false, className }: CellProps) {
  return <td className={cx('py-1.5', isNumber ? 'pr-6 text-right' : 'pr-4', className)}>{children}</td>;
}
