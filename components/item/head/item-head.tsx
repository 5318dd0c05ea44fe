'use client';
import { ArrowLeft, PanelRight } from 'lucide-react';
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

/** One line about the item: contact, kind, channel, status, assignees, and what can be done. */
export function ItemHead({ row, url }: { row: ItemRow; url: string | null }) {
  const t = useTranslations('item');
  const queueText = useTranslations('queue');
  const commandText = useTranslations('commands');
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  return (
    <header className="@container flex h-12 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4 max-phone:h-14 max-phone:pl-1">
      <span className="hidden max-phone:contents">
        <IconButton label={t('back')} icon={<Icon of={ArrowLeft} size={20} />} onClick={() => runCommand('back')} />
      </span>
      <NetworkMark network={row.network} />
      <ItemTitle row={row} />
      <Badge tone={tones[row.status]}>{queueText(`status.${row.status}`)}</Badge>
      <ItemPeople row={row} size={22} />
      <span className="flex-1" />
      <div className="flex shrink-0 items-center">
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
    </header>
  );
}

function ItemTitle({ row }: { row: ItemRow }) {
  const t = useTranslations('item');
  const queueText = useTranslations('queue');
  const channel = useChannels()?.find(({ id }) => id === row.channelId);
  const nameOf = useName();
  const handle = shownHandle(row.contact);
  const variant = useVariantText()(row.variant);
  return (
    <>
      <ItemHeading className="flex min-w-16 shrink-[1] items-baseline gap-1.5">
        <BidiText className="truncate text-base font-semibold">{nameOf(row.contact.name)}</BidiText>
        {handle ? (
          <BidiText className="min-w-0 shrink-[3] truncate text-sm text-muted @max-xl:hidden">{handle}</BidiText>
        ) : null}
      </ItemHeading>
      <span className="shrink-0 text-sm text-muted @max-lg:hidden">
        {variant === null ? queueText(`kind.${row.kind}`) : `${queueText(`kind.${row.kind}`)} · ${variant}`}
      </span>
      {channel ? (
        <span className="min-w-0 shrink-[2] truncate text-sm font-medium text-voice @max-2xl:hidden">
          {t('as', { handle: isolated(channelLabel(channel)) })}
        </span>
      ) : null}
    </>
  );
}
