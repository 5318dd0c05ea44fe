'use client';
import { CircleUser, Inbox, Search, User } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useUnreadCount } from '#components/inbox-state/workspace/use-notifications.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { runCommand } from '#components/keys/command-registry.ts';
import { useCounts } from '#components/inbox-state/workspace/use-counts.ts';
import { useMaybeRoute } from '#components/route/use-route.ts';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { navigate } from '#components/route/route-store.ts';
import { UnreadMark } from './notification-bell.tsx';

const itemClass = (isHere: boolean) =>
  cx(
    'relative flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs font-medium -outline-offset-2 short:h-11 short:flex-row short:gap-1',
    isHere ? 'chosen-above text-accent-ink' : 'text-muted',
  );

/** On a phone: the four main pages at the bottom. Hidden while an item is open. */
export function BottomBar() {
  const t = useTranslations('shell');
  const { slug } = useWorkspace();
  const pathname = usePathname();
  const view = useMaybeRoute((route) => route.view);
  const isItemOpen = useMaybeRoute((route) => (route.itemId ? 'open' : null)) !== null;
  const notificationText = useTranslations('notifications');
  const unread = useUnreadCount();
  const counts = useCounts();
  if (isItemOpen) return null;
  const isMe = view === null && (pathname.includes('/settings') || pathname.endsWith('/me'));
  const place = (name: 'open' | 'mine', icon: typeof Inbox, count: number | undefined) => (
    <button
      type="button"
      aria-current={view === name ? 'page' : undefined}
      onClick={() => runCommand(name === 'open' ? 'goInbox' : 'goMine')}
      className={itemClass(view === name)}
    >
      <span className={cx('relative', count !== undefined && count > 0 && 'short:mr-4')}>
        <Icon of={icon} size={20} />
        {count ? (
          <span className="exact absolute -top-1.5 left-3 outlined-surface rounded-full bg-accent px-1 text-[0.625rem] leading-3.5 font-semibold text-on-accent forced-colors:bg-[Canvas]">
            {count > 999 ? '999+' : count}
          </span>
        ) : null}
      </span>
      {t(name === 'open' ? 'inbox' : 'mine')}
    </button>
  );
  return (
    <nav
      aria-label={t('places')}
      className="z-20 hidden shrink-0 border-t border-line bg-rail pb-[env(safe-area-inset-bottom)] max-phone:flex"
    >
      {place('open', Inbox, counts?.byView.open)}
      {place('mine', User, counts?.byView.mine)}
      <button
        type="button"
        aria-current={view === 'all' ? 'page' : undefined}
        onClick={() => {
          if (view) {
            navigate({ view: 'all', itemId: null });
            requestAnimationFrame(() => runCommand('search'));
          } else runCommand('palette');
        }}
        className={itemClass(view === 'all')}
      >
        <Icon of={Search} size={20} />
        {t('search')}
      </button>
      <Link
        href={`/w/${slug}/me`}
        prefetch={false}
        aria-current={isMe ? 'page' : undefined}
        className={itemClass(isMe)}
      >
        <span className="relative">
          <Icon of={CircleUser} size={20} />
          <UnreadMark count={unread} className="absolute -top-1.5 left-3" />
        </span>
        {t('me')}
        {unread ? <span className="sr-only">, {notificationText('bell', { count: unread })}</span> : null}
      </Link>
    </nav>
  );
}
