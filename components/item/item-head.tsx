'use client';
import {
  ArrowLeft,
  Ban,
  Check,
  Clock,
  Ellipsis,
  ExternalLink,
  Flag,
  Hand,
  PanelRight,
  Tag,
  Undo2,
  UserPlus,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useChannels } from '#components/channels/use-channels.ts';
import { shownHandle, voiceOf } from '#components/inbox/names.ts';
import { useName } from '#components/inbox/use-name.ts';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { isOffered, runCommand } from '#components/keys/command-registry.ts';
import type { CommandId } from '#components/keys/commands.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { Holders } from '#components/queue/holders.tsx';
import { useVariantText } from '#components/queue/use-variant-text.ts';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { openWebUrl, webUrl } from '#components/ui/web-url.ts';
import { Words } from '#components/ui/words.tsx';
import type { ItemRow, ItemStatus } from '#lib/items/types.ts';
import { isolated } from '#lib/plain-text.ts';

const tones: Record<ItemStatus, Tone> = {
  open: 'accent',
  waiting: 'neutral',
  snoozed: 'warn',
  resolved: 'ok',
  ignored: 'neutral',
};

/** Who, where, as whom, in which state, in whose hands: one line, and what can be done. */
export function ItemHead({ row, url }: { row: ItemRow; url: string | null }) {
  const t = useTranslations('item');
  const queueText = useTranslations('queue');
  const commandText = useTranslations('commands');
  const keys = useShownKeys();
  const { can, me } = useWorkspace();
  const channel = useChannels()?.find(({ id }) => id === row.channelId);
  const nameOf = useName();
  const network = useNetwork(row.network).name;
  const handle = shownHandle(row.contact);
  const variant = useVariantText()(row.variant);
  const isMine = row.owner?.id === me.memberId;
  const isDone = row.status === 'resolved' || row.status === 'ignored';
  const notAllowed = can('claimItem') ? undefined : queueText('notAllowed');
  const button = (id: CommandId, icon: typeof Hand, reason = notAllowed) => (
    <IconButton
      label={commandText(id)}
      keys={keys(id)}
      reason={reason}
      icon={<Icon of={icon} />}
      onClick={() => runCommand(id)}
    />
  );
  return (
    <header className="@container flex h-12 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4 max-phone:h-14 max-phone:pl-1">
      <span className="hidden max-phone:contents">
        <IconButton label={t('back')} icon={<Icon of={ArrowLeft} size={20} />} onClick={() => runCommand('back')} />
      </span>
      <NetworkMark network={row.network} />
      <h2 className="flex min-w-16 shrink-[1] items-baseline gap-1.5">
        <Words className="truncate text-base font-semibold">{nameOf(row.contact.name)}</Words>
        {handle ? (
          <Words className="min-w-0 shrink-[3] truncate text-sm text-muted @max-xl:hidden">{handle}</Words>
        ) : null}
      </h2>
      <span className="shrink-0 text-sm text-muted @max-lg:hidden">
        {variant === null ? queueText(`kind.${row.kind}`) : `${queueText(`kind.${row.kind}`)} · ${variant}`}
      </span>
      {channel ? (
        <span className="min-w-0 shrink-[2] truncate text-sm font-medium text-voice @max-2xl:hidden">
          {t('as', { handle: isolated(voiceOf(channel)) })}
        </span>
      ) : null}
      <Badge tone={tones[row.status]}>{queueText(`status.${row.status}`)}</Badge>
      <Holders row={row} size={22} />
      <span className="flex-1" />
      <div className="flex shrink-0 items-center">
        <span className="contents @max-md:hidden">
          {isMine ? (
            <IconButton
              label={commandText('release')}
              reason={notAllowed}
              icon={<Icon of={Undo2} />}
              onClick={() => runCommand('claim')}
              aria-pressed
            />
          ) : (
            button('claim', Hand)
          )}
          {button('assign', UserPlus, can('assignItem') ? undefined : queueText('notAllowed'))}
          {button('tag', Tag)}
          {button('snooze', Clock)}
        </span>
        {isDone ? button('reopen', Undo2) : button('resolve', Check)}
        <Menu align="end" trigger={<IconButton label={t('more')} icon={<Icon of={Ellipsis} />} />}>
          <MenuItem
            icon={<Icon of={Hand} />}
            keys={keys('claim')}
            disabled={!can('claimItem')}
            onClick={() => runCommand('claim')}
          >
            {commandText(isMine ? 'release' : 'claim')}
          </MenuItem>
          <MenuItem
            icon={<Icon of={Clock} />}
            keys={keys('snooze')}
            disabled={!can('snoozeItem')}
            onClick={() => runCommand('snooze')}
          >
            {commandText('snooze')}
          </MenuItem>
          <MenuItem
            icon={<Icon of={Tag} />}
            keys={keys('tag')}
            disabled={!can('tagItem')}
            onClick={() => runCommand('tag')}
          >
            {commandText('tag')}
          </MenuItem>
          <MenuItem
            icon={<Icon of={Flag} />}
            keys={keys('priority')}
            disabled={!can('prioritizeItem')}
            onClick={() => runCommand('priority')}
          >
            {commandText('priority')}
          </MenuItem>
          <MenuItem
            icon={<Icon of={Ban} />}
            keys={keys('ignore')}
            disabled={!can('ignoreItem')}
            onClick={() => runCommand('ignore')}
          >
            {commandText('ignore')}
          </MenuItem>
          {webUrl(url) ? (
            <MenuItem icon={<Icon of={ExternalLink} />} onClick={() => openWebUrl(url)}>
              {t('openOnNetwork', { network })}
            </MenuItem>
          ) : null}
        </Menu>
        <IconButton
          label={commandText('toggleContext')}
          keys={keys('toggleContext')}
          icon={<Icon of={PanelRight} />}
          onClick={() => isOffered('toggleContext') && runCommand('toggleContext')}
        />
      </div>
    </header>
  );
}
