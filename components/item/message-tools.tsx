'use client';
import { Ban, Ellipsis, ExternalLink, EyeOff, Eye, Heart, HeartOff, Reply, Trash2, VolumeX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { useName } from '#components/inbox/use-name.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import type { ScreenAct } from '#app/actions/screen-acts.ts';
import type { ItemRow, MessageView, OffersView } from '#lib/items/types.ts';
import { isolated } from '#lib/plain-text.ts';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { useNow } from '#components/ui/use-now.ts';
import { openWebUrl, webUrl } from '#components/ui/web-url.ts';
import { offerOf } from './offers.ts';
import { useModerate } from './use-moderate.ts';
import { useOfferReason } from './use-offer-reason.ts';

/** What can be done to one message. What may not be done to it now stands there with its reason. */
export function MessageTools({ message, row }: { message: MessageView; row: ItemRow }) {
  const t = useTranslations('item');
  const commandText = useTranslations('commands');
  const queueText = useTranslations('queue');
  const keys = useShownKeys();
  const { can } = useWorkspace();
  const { desk } = useInbox();
  const moderate = useModerate(row);
  const reasonOf = useOfferReason();
  const name = useName()(message.author?.name ?? row.contact.name);
  const about = useNow();
  // Until the page listens, it says what the server said.
  const now = useIsHydrated() ? about : 0;
  if (message.externalId === null || message.deletedAt) return null;
  const isInbound = message.direction === 'inbound';
  const refusal = (capability: keyof OffersView, act: ScreenAct = 'moderate'): string | undefined => {
    if (!can(act)) return queueText('notAllowed');
    const offer = offerOf(message, capability, now);
    return offer.can ? undefined : reasonOf(offer);
  };
  // What waits for the brand's approval is shown to the public by the same act.
  const unhide = message.variant === 'held' || message.variant === 'spam' ? 'publish' : 'unhide';
  return (
    <div className="absolute top-1.5 right-2 flex items-center rounded-control bg-raised opacity-0 shadow-float group-focus-within/message:opacity-100 group-hover/message:opacity-100 has-aria-expanded:opacity-100 coarse:bg-transparent coarse:opacity-100 coarse:shadow-none">
      {isInbound ? (
        <span className="contents coarse:hidden">
          <IconButton
            size="small"
            label={t(message.liked ? 'unlike' : 'like')}
            reason={refusal('like')}
            aria-pressed={message.liked}
            icon={<Icon of={Heart} size={14} />}
            onClick={() => void moderate(message, message.liked ? 'unlike' : 'like')}
          />
          <IconButton
            size="small"
            label={t('replyToThis')}
            reason={refusal('reply', 'reply')}
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
              reason={refusal('like')}
              onClick={() => void moderate(message, message.liked ? 'unlike' : 'like')}
            >
              {t(message.liked ? 'unlike' : 'like')}
            </MenuItem>
            <MenuItem
              icon={<Icon of={message.hidden ? Eye : EyeOff} />}
              keys={keys('hide')}
              reason={refusal('hide')}
              onClick={() => void moderate(message, message.hidden ? 'unhide' : 'hide')}
            >
              {t(message.hidden ? unhide : 'hide')}
            </MenuItem>
          </>
        ) : null}
        <MenuItem
          icon={<Icon of={Trash2} />}
          keys={keys('delete')}
          isDanger
          reason={refusal('delete')}
          onClick={() => desk.set({ toDelete: message })}
        >
          {commandText('delete')}
        </MenuItem>
        {isInbound ? (
          <>
            <MenuSeparator />
            <MenuItem
              icon={<Icon of={VolumeX} />}
              reason={refusal('mute')}
              onClick={() => void moderate(message, 'mute')}
            >
              {t('mute', { name: isolated(name) })}
            </MenuItem>
            <MenuItem
              icon={<Icon of={Ban} />}
              isDanger
              reason={refusal('block')}
              onClick={() => void moderate(message, 'block')}
            >
              {t('block', { name: isolated(name) })}
            </MenuItem>
          </>
        ) : null}
        {webUrl(message.url) ? (
          <>
            <MenuSeparator />
            <MenuItem icon={<Icon of={ExternalLink} />} onClick={() => openWebUrl(message.url)}>
              {t('openMessage')}
            </MenuItem>
          </>
        ) : null}
      </Menu>
    </div>
  );
}
