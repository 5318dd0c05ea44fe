'use client';
import { CircleUser, Inbox, Layers, User, UserX } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMergedUnread } from '#components/inbox-state/merged/use-merged-notifications.ts';
import { runCommand } from '#components/keys/command-registry.ts';
import type { CommandId } from '#components/keys/commands.ts';
import { useMaybeRoute } from '#components/route/use-route.ts';
import { UnreadMark } from '#components/shell/notification-bell.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { MERGED_UNREAD_LIMIT } from '#lib/notifications/types.ts';

const places = [
  ['open', Inbox, 'goInbox'],
  ['mine', User, 'goMine'],
  ['unassigned', UserX, 'goUnassigned'],
  [null, Layers, 'goWorkspace'],
] as const satisfies readonly (readonly [string | null, typeof Inbox, CommandId])[];

const itemClass = (isHere: boolean) =>
  cx(
    'relative flex h-14 min-w-11 flex-auto flex-col items-center justify-center gap-0.5 px-0.5 text-2xs font-medium -outline-offset-2 short:h-11 short:flex-row short:gap-1',
    isHere ? 'chosen-above text-accent-ink' : 'text-muted',
  );

/** On a phone: the views of the inbox over all workspaces, the switcher, and what else there is. Hidden while an item is open. */
export function MergedBottomBar() {
  const t = useTranslations('shell');
  const mergedText = useTranslations('merged');
  const queueText = useTranslations('queue');
  const view = useMaybeRoute((route) => route.view);
  const notificationText = useTranslations('notifications');
  const isMe = ['/all/me', '/all/notifications'].includes(usePathname());
  const unread = useMergedUnread();
  const isItemOpen = useMaybeRoute((route) => (route.itemId ? 'open' : null)) !== null;
  if (isItemOpen) return null;
  return (
    <nav
      aria-label={t('places')}
      className="z-20 hidden shrink-0 border-t border-line bg-rail pb-[env(safe-area-inset-bottom)] max-phone:flex"
    >
      {places.map(([name, icon, command]) => (
        <button
          key={command}
          type="button"
          aria-current={name !== null && view === name ? 'page' : undefined}
          onClick={() => runCommand(command)}
          className={itemClass(name !== null && view === name)}
        >
          <Icon of={icon} size={20} />
          <span className="max-w-full truncate">
            {name === null ? mergedText('workspaces') : queueText(`view.${name}`)}
          </span>
        </button>
      ))}
      <Link href="/all/me" prefetch={false} aria-current={isMe ? 'page' : undefined} className={itemClass(isMe)}>
        <span className="relative">
          <Icon of={CircleUser} size={20} />
          <UnreadMark count={unread} limit={MERGED_UNREAD_LIMIT} className="absolute -top-1.5 left-3" />
        </span>
        {t('me')}
        {unread ? <span className="sr-only">, {notificationText('bell', { count: unread })}</span> : null}
      </Link>
    </nav>
  );
}
