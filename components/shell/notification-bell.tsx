'use client';
import { Bell as BellIcon } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useUnreadCount } from '#components/inbox-state/workspace/use-notifications.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import { UNREAD_LIMIT } from '#lib/notifications/types.ts';

/** The notifications of one workspace. */
export function NotificationBell() {
  const { slug } = useWorkspace();
  return <Bell href={`/w/${slug}/notifications`} unread={useUnreadCount()} limit={UNREAD_LIMIT} />;
}

type Props = { href: string; unread: number | undefined; limit: number };

/** Leads to notifications and says how many are unread; when there are more of them, it is said once. */
export function Bell({ href, unread, limit }: Props) {
  const t = useTranslations('notifications');
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  const isHere = usePathname() === href;
  const label = t('bell', { count: unread ?? 0 });
  useSaidWhenMore(unread, label);
  return (
    <PageLink
      href={href}
      prefetch={false}
      aria-label={label}
      aria-current={isHere ? 'page' : undefined}
      aria-keyshortcuts={ariaKeys('goNotifications')}
      data-tip={label}
      data-tip-keys={keys('goNotifications')}
      className={cx(
        'relative inline-flex size-8 items-center justify-center rounded-control',
        isHere ? 'chosen text-ink' : 'text-soft hover:bg-hover hover:text-ink',
      )}
    >
      <Icon of={BellIcon} />
      <UnreadMark count={unread} limit={limit} className="absolute top-0 left-4.5" />
    </PageLink>
  );
}

type MarkProps = { count: number | undefined; limit?: number; className: string };

/** The number on the bell. @param limit up to where it was counted */
export function UnreadMark({ count, limit = UNREAD_LIMIT, className }: MarkProps) {
  if (!count) return null;
  return (
    <span
      aria-hidden
      className={cx(
        'exact outlined-surface rounded-full bg-accent px-1 text-[0.625rem] leading-3.5 font-semibold text-on-accent forced-colors:bg-[Canvas]',
        className,
      )}
    >
      {count >= limit ? `${limit - 1}+` : count}
    </span>
  );
}

function useSaidWhenMore(unread: number | undefined, sentence: string): void {
  const known = useRef(unread);
  useEffect(() => {
    if (unread !== undefined && known.current !== undefined && unread > known.current) announce(sentence);
    known.current = unread;
  }, [unread, sentence]);
}
