'use client';
import { Ban, Ellipsis, ExternalLink, EyeOff, Eye, Heart, HeartOff, Quote, Reply, Trash2, VolumeX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { availabilityOf } from '#components/allowed-actions/availability.ts';
import { useUnavailableText } from '#components/allowed-actions/use-unavailable-text.ts';
import type { MessageAct } from '#components/api/client.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/overlays/menu.tsx';
import { openWebUrl, webUrl } from '#components/ui/text/web-url.ts';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { useNow } from '#components/ui/time/use-now.ts';
import type { ScreenAct } from '#app/actions/screen-acts.ts';
import type { ItemRow, MessageView, OffersView } from '#lib/items/types.ts';
import { isolated } from '#lib/plain-text.ts';
import { useModerate } from './use-moderate.ts';

/** Why something can't be done to this message now; undefined when it can. */
type ReasonOf = (capability: keyof OffersView, act?: ScreenAct) => string | undefined;

type PartProps = { message: MessageView; reasonOf: ReasonOf; onAct: (act: MessageAct) => void };

/** What can be done to one message. What is not available now is shown with its reason. */
export function MessageActions({ message, row }: { message: MessageView; row: ItemRow }) {
  const moderate = useModerate(row.id);
  const reasonOf = useReasonOf(message);
  const { screen } = useInbox();
  if (message.externalId === null || message.deletedAt) return null;
  const isInbound = message.direction === 'inbound';
  const replyToThis = () =>
    screen.set({
      composerMode: 'reply',
      replyTargetId: message.id,
      composerFocusRequests: screen.get().composerFocusRequests + 1,
    });
  const parts: PartProps = { message, reasonOf, onAct: (act) => void moderate(message, act) };
  return (
    <div className="absolute top-1.5 right-2 flex items-center rounded-control bg-raised opacity-0 shadow-float group-focus-within/message:opacity-100 group-hover/message:opacity-100 has-aria-expanded:opacity-100 touch:-top-0.5 touch:bg-transparent touch:opacity-100 touch:shadow-none">
      {isInbound ? <QuickActions {...parts} onReply={replyToThis} /> : null}
      <MessageMenu {...parts} onReply={replyToThis} authorName={message.author?.name ?? row.contact.name} />
    </div>
  );
}

function useReasonOf(message: MessageView): ReasonOf {
  const queueText = useTranslations('queue');
  const { can } = useWorkspace();
  const unavailableText = useUnavailableText();
  const rough = useNow();
  // Until hydration, show what the server rendered.
  const now = useIsHydrated() ? rough : 0;
  return (capability, act = 'moderate') => {
    if (!can(act)) return queueText('notAllowed');
    const availability = availabilityOf(message, capability, now);
    return availability.can ? undefined : unavailableText(availability);
  };
}

/** Like and reply, beside the message. Where one taps, only reply: the menu has both. */
function QuickActions({ message, reasonOf, onAct, onReply }: PartProps & { onReply: () => void }) {
  const t = useTranslations('item');
  return (
    <>
      <IconButton
        size="small"
        className="touch:hidden"
        label={t(message.liked ? 'unlike' : 'like')}
        reason={reasonOf('like')}
        aria-pressed={message.liked}
        icon={<Icon of={Heart} size={14} />}
        onClick={() => onAct(message.liked ? 'unlike' : 'like')}
      />
      <IconButton
        size="small"
        label={t('replyToThis')}
        reason={reasonOf('reply', 'reply')}
        icon={<Icon of={Reply} size={14} />}
        onClick={onReply}
      />
    </>
  );
}

function MessageMenu({
  message,
  reasonOf,
  onAct,
  onReply,
  authorName,
}: PartProps & { onReply: () => void; authorName: string }) {
  const t = useTranslations('item');
  const commandText = useTranslations('commands');
  const keys = useShownKeys();
  const { screen } = useInbox();
  const name = isolated(useName()(authorName));
  const isInbound = message.direction === 'inbound';
  return (
    <Menu
      align="end"
      trigger={<IconButton size="small" label={t('messageMore')} icon={<Icon of={Ellipsis} size={14} />} />}
    >
      {isInbound ? (
        <MenuItem icon={<Icon of={Reply} />} reason={reasonOf('reply', 'reply')} onClick={onReply}>
          {t('replyToThis')}
        </MenuItem>
      ) : null}
      <QuoteItem message={message} />
      {isInbound ? <LikeAndHide message={message} reasonOf={reasonOf} onAct={onAct} /> : null}
      <MenuItem
        icon={<Icon of={Trash2} />}
        keys={keys('delete')}
        isDanger
        reason={reasonOf('delete')}
        onClick={() => screen.set({ messageToDelete: message })}
      >
        {commandText('delete')}
      </MenuItem>
      {isInbound ? (
        <>
          <MenuSeparator />
          <MenuItem icon={<Icon of={VolumeX} />} reason={reasonOf('mute')} onClick={() => onAct('mute')}>
            {t('mute', { name })}
          </MenuItem>
          <MenuItem icon={<Icon of={Ban} />} isDanger reason={reasonOf('block')} onClick={() => onAct('block')}>
            {t('block', { name })}
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
  );
}

/** Begins a note about the message. */
function QuoteItem({ message }: { message: MessageView }) {
  const t = useTranslations('item');
  const queueText = useTranslations('queue');
  const { can } = useWorkspace();
  const { screen } = useInbox();
  const quote = () =>
    screen.set({
      composerMode: 'note',
      quotedMessageId: message.id,
      composerFocusRequests: screen.get().composerFocusRequests + 1,
    });
  return (
    <MenuItem icon={<Icon of={Quote} />} reason={can('addNote') ? undefined : queueText('notAllowed')} onClick={quote}>
      {t('quoteInNote')}
    </MenuItem>
  );
}

function LikeAndHide({ message, reasonOf, onAct }: PartProps) {
  const t = useTranslations('item');
  const keys = useShownKeys();
  // To unhide a comment that awaits the brand's moderation is to publish it.
  const unhide = message.variant === 'held' || message.variant === 'spam' ? 'publish' : 'unhide';
  return (
    <>
      <MenuItem
        icon={<Icon of={message.liked ? HeartOff : Heart} />}
        reason={reasonOf('like')}
        onClick={() => onAct(message.liked ? 'unlike' : 'like')}
      >
        {t(message.liked ? 'unlike' : 'like')}
      </MenuItem>
      <MenuItem
        icon={<Icon of={message.hidden ? Eye : EyeOff} />}
        keys={keys('hide')}
        reason={reasonOf('hide')}
        onClick={() => onAct(message.hidden ? 'unhide' : 'hide')}
      >
        {t(message.hidden ? unhide : 'hide')}
      </MenuItem>
    </>
  );
}
