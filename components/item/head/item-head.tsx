'use client';
import { ArrowLeft, Lock, PanelRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { channelLabel, shownHandle } from '#components/inbox-state/people/names.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import { ItemPeople } from '#components/item-facts/item-people.tsx';
import { useVariantText } from '#components/item-facts/use-variant-text.ts';
import { isCommandAvailable, runCommand } from '#components/keys/command-registry.ts';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { ItemRow, ItemStatus } from '#lib/items/types.ts';
import { isolated } from '#lib/plain-text.ts';
import { ItemHeading } from '../item-heading.tsx';
import { ItemButtons } from './item-buttons.tsx';
import { ItemMenu } from './item-menu.tsx';

const tones: Record<ItemStatus, Tone> = {
  open: 'accent',
  waiting: 'neutral',
  snoozed: 'warn',
  resolved: 'ok',
  ignored: 'neutral',
};

/**
 * About the item: contact, status, kind, channel, assignees, and what can be done. One line where there is room, two where
 * there is not: as whom one answers is never left out.
 */
export function ItemHead({ row, url }: { row: ItemRow; url: string | null }) {
  const t = useTranslations('item');
  const commandText = useTranslations('commands');
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  return (
    <header className="@container shrink-0 border-b border-line">
      <div className="grid min-h-12 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2 pr-2 pl-4 max-phone:pl-1 @4xl:grid-cols-[auto_fit-content(45%)_minmax(0,1fr)_auto]">
        <span className="flex items-center">
          <span className="hidden max-phone:contents">
            <IconButton label={t('back')} icon={<Icon of={ArrowLeft} size={20} />} onClick={() => runCommand('back')} />
          </span>
          <NetworkMark network={row.network} />
        </span>
        <ItemTitle row={row} />
        <ItemFacts row={row} />
        <div className="col-start-3 row-start-1 flex h-12 items-center @4xl:col-start-4">
          <ItemButtons row={row} />
          <ItemMenu row={row} url={url} />
          <IconButton
            label={commandText('toggleContext')}
            keys={keys('toggleContext')}
            aria-keyshortcuts={ariaKeys('toggleContext')}
            icon={<Icon of={PanelRight} />}
            onClick={() => isCommandAvailable('toggleContext') && runCommand('toggleContext')}
          />
        </div>
      </div>
    </header>
  );
}

function ItemTitle({ row }: { row: ItemRow }) {
  const nameOf = useName();
  const handle = shownHandle(row.contact);
  return (
    <ItemHeading className="flex min-w-0 items-baseline gap-1.5">
      <BidiText className="min-w-0 truncate text-base font-semibold">{nameOf(row.contact.name)}</BidiText>
      {handle ? (
        <BidiText className="min-w-0 shrink-[3] truncate text-sm text-muted @max-md:hidden">{handle}</BidiText>
      ) : null}
    </ItemHeading>
  );
}

function ItemFacts({ row }: { row: ItemRow }) {
  const t = useTranslations('item');
  const queueText = useTranslations('queue');
  const channel = useChannels()?.find(({ id }) => id === row.channelId);
  const variant = useVariantText()(row.variant);
  const kind = queueText(`kind.${row.kind}`);
  return (
    <div className="col-span-full row-start-2 flex flex-wrap items-center gap-x-2 gap-y-1 pb-2.5 text-sm max-phone:pr-2 max-phone:pl-3 @4xl:col-span-1 @4xl:col-start-3 @4xl:row-start-1 @4xl:py-1">
      <Badge tone={tones[row.status]}>{queueText(`status.${row.status}`)}</Badge>
      {row.confidentialTo ? (
        <Badge tone="warn">
          <Icon of={Lock} size={12} /> {t('confidential')}
        </Badge>
      ) : null}
      <span className="text-muted">{variant === null ? kind : `${kind} · ${variant}`}</span>
      {channel ? (
        <span className="font-medium wrap-anywhere text-voice">
          {t('as', { handle: isolated(channelLabel(channel)) })}
        </span>
      ) : null}
      <ItemPeople row={row} size={22} />
    </div>
  );
}
