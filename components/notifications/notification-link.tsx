'use client';
import {
  AlarmClock,
  ArrowLeftRight,
  AtSign,
  CircleAlert,
  CirclePause,
  Hand,
  Handshake,
  Link2,
  type LucideIcon,
  PlugZap,
  Stamp,
  Undo2,
  UserCheck,
  UserX,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ComponentProps, MouseEvent } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import { isolated, plainLine } from '#lib/plain-text.ts';
import type { NotificationKind, NotificationView } from '#lib/notifications/types.ts';

const icons: Record<NotificationKind, LucideIcon> = {
  assigned: UserCheck,
  mentioned: AtSign,
  asked_for: Hand,
  handed_over: ArrowLeftRight,
  request_declined: UserX,
  guest_answered: Link2,
  approval_asked: Stamp,
  reply_approved: Stamp,
  reply_sent_back: Undo2,
  window_closing: AlarmClock,
  send_failed: CircleAlert,
  reply_held: CirclePause,
  promise_due: Handshake,
  promise_late: Handshake,
  channel_down: PlugZap,
};

/**
 * Where a notification leads to.
 * @property brand whose it is, where the list is of several workspaces
 * @property isOutside it is in a workspace, and the list is of several: a full page load, so that data of one client is not in
 *   memory with another's
 */
export type NotificationPlace = { href: string; isOutside?: boolean; brand?: { name: string; hue: number } };

type Props = {
  row: NotificationView;
  place: NotificationPlace;
  isTabStop: boolean;
  onFocus: () => void;
  onOpen: () => void;
};

/** One notification as a link to what it is about. */
export function NotificationLink({
  row,
  place: { href, brand, isOutside = false },
  isTabStop,
  onFocus,
  onOpen,
}: Props) {
  const t = useTranslations('notifications');
  const { screen } = useInbox();
  const about = useAbout(row);
  const actor = isolated(plainLine(row.actor?.name ?? t('product')));
  const isMany = row.kind === 'assigned' && row.item === null;
  const open = (event: MouseEvent) => {
    onOpen();
    // Enter is a click without a pointer: the focus goes along.
    if (row.item && event.detail === 0) screen.set({ focusRequest: 'thread' });
  };
  return (
    <PlaceLink
      isOutside={isOutside}
      href={href}
      data-notification={row.id}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={onFocus}
      onClick={open}
      className="flex min-h-11 min-w-0 flex-1 items-start gap-3 px-2 py-2 text-sm outline-none"
    >
      <span className="relative mt-0.5 shrink-0 text-muted">
        <Icon of={icons[row.kind]} />
        {row.readAt === null ? (
          <span aria-hidden className="filled-mark absolute -top-1 -right-1 size-2 rounded-full bg-accent-ink" />
        ) : null}
      </span>
      <span className="min-w-0 flex-1">
        {row.readAt === null ? <span className="sr-only">{t('unread')}. </span> : null}
        <span className="wrap-anywhere">{t(`kind.${isMany ? 'assignedMany' : row.kind}`, { actor })}</span>
        {about === null && !brand ? null : (
          <span dir="auto" className="block truncate text-xs font-normal text-muted">
            {brand ? <BidiText className="font-medium text-voice">{brand.name}</BidiText> : null}
            {brand && about !== null ? ' · ' : null}
            {about}
          </span>
        )}
        {row.excerpt === null ? null : (
          <span dir="auto" className="block truncate font-normal text-soft">
            {plainLine(row.excerpt)}
          </span>
        )}
      </span>
      <Timestamp at={row.createdAt} className="exact shrink-0 text-xs font-normal text-muted" />
    </PlaceLink>
  );
}

/** The person and the network of the item, or the channel. */
function useAbout({ item, channel }: NotificationView): string | null {
  const nameOf = useName();
  const network = useNetwork(item?.network ?? '').name;
  if (item) return `${nameOf(item.contactName)} · ${network}`;
  return channel && channelLabel(channel);
}

function PlaceLink({ isOutside, href, children, ...rest }: ComponentProps<'a'> & { isOutside: boolean; href: string }) {
  if (!isOutside) {
    return (
      <PageLink href={href} {...rest}>
        {children}
      </PageLink>
    );
  }
  return (
    <a href={href} {...rest}>
      {children}
    </a>
  );
}

/** Where a notification without an item leads to, in its workspace. */
export function placeWithoutItem({ channel }: NotificationView, slug: string): string {
  return channel ? `/w/${slug}/channels/${channel.id}` : `/w/${slug}/mine`;
}
