'use client';
import { Ban, Ellipsis, ExternalLink, EyeOff, Eye, Heart, HeartOff, Reply, Trash2, VolumeX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import type { ItemRow, MessageView } from '#lib/inbox/types.ts';
import { useModerate } from './use-moderate.ts';

/** What can be done to one message. What the network does not offer stands there with its reason. */
export function MessageTools({ message, row }: { message: MessageView; row: ItemRow }) {
  const t = useTranslations('item');
  const commandText = useTranslations('commands');
  const queueText = useTranslations('queue');
  const keys = useShownKeys();
  const { can } = useWorkspace();
  const { desk } = useInbox();
  const moderate = useModerate(row);
  if (message.externalId === null || message.deletedAt) return null;
  const { capabilities } = row;
  const isInbound = message.direction === 'inbound';
  const refusal = (isOffered: boolean): string | undefined => {
    if (!can('messages.moderate')) return queueText('notAllowed');
    return isOffered ? undefined : t('notOffered');
  };
  return (
    <div className="absolute top-1.5 right-2 flex items-center rounded-control bg-raised opacity-0 shadow-float group-focus-within/message:opacity-100 group-hover/message:opacity-100 has-aria-expanded:opacity-100 coarse:bg-transparent coarse:opacity-100 coarse:shadow-none">
      {isInbound ? (
        <span className="contents coarse:hidden">
          <IconButton
            size="small"
            label={t(message.liked ? 'unlike' : 'like')}
            reason={refusal(capabilities.like === true)}
            aria-pressed={message.liked}
            icon={<Icon of={Heart} size={14} />}
            onClick={() => void moderate(message, message.liked ? 'unlike' : 'like')}
          />
          <IconButton
            size="small"
            label={t('replyToThis')}
            reason={can('replies.write') ? undefined : queueText('notAllowed')}
            icon={<Icon of={Reply} size={14} />}
            onClick={() =>
              desk.set({ composer: 'reply', targetId: message.id, focusComposer: desk.get().focusComposer + 1 })
            }
          />
        </span>
      ) : null}
      <Menu
        align="end"
        trigger={<IconButton size="small" label={t('messageMore')} icon={<Icon of={Ellipsis} size={14} />} />}
      >
        {isInbound ? (
          <>
            <MenuItem
              icon={<Icon of={message.liked ? HeartOff : Heart} />}
              reason={refusal(capabilities.like === true)}
              onClick={() => void moderate(message, message.liked ? 'unlike' : 'like')}
            >
              {t(message.liked ? 'unlike' : 'like')}
            </MenuItem>
            <MenuItem
              icon={<Icon of={message.hidden ? Eye : EyeOff} />}
              keys={keys('hide')}
              reason={refusal(capabilities.hide === true)}
              onClick={() => void moderate(message, message.hidden ? 'unhide' : 'hide')}
            >
              {t(message.hidden ? 'unhide' : 'hide')}
            </MenuItem>
          </>
        ) : null}
        <MenuItem
          icon={<Icon of={Trash2} />}
          keys={keys('delete')}
          isDanger
          reason={refusal(capabilities.delete === 'any' || (capabilities.delete === 'own' && !isInbound))}
          onClick={() => desk.set({ toDelete: message })}
        >
          {commandText('delete')}
        </MenuItem>
        {isInbound ? (
          <>
            <MenuSeparator />
            <MenuItem
              icon={<Icon of={VolumeX} />}
              reason={refusal(capabilities.mute === true)}
              onClick={() => void moderate(message, 'mute')}
            >
              {t('mute', { name: row.contact.name })}
            </MenuItem>
            <MenuItem
              icon={<Icon of={Ban} />}
              isDanger
              reason={refusal(capabilities.block === true)}
              onClick={() => void moderate(message, 'block')}
            >
              {t('block', { name: row.contact.name })}
            </MenuItem>
          </>
        ) : null}
        {message.url ? (
          <>
            <MenuSeparator />
            <MenuItem
              icon={<Icon of={ExternalLink} />}
              onClick={() => window.open(message.url ?? '', '_blank', 'noopener,noreferrer')}
            >
              {t('openMessage')}
            </MenuItem>
          </>
        ) : null}
      </Menu>
    </div>
  );
}
