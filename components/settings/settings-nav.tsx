'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';

export type SettingsSection = 'members' | 'workspace' | 'networks' | 'api' | 'audit' | 'account';

/** The rooms of the settings that this member may enter. */
export function SettingsNav({ slug, rooms }: { slug: string; rooms: readonly SettingsSection[] }) {
  const t = useTranslations('settings.nav');
  const pathname = usePathname();
  return (
    <nav aria-label={t('label')} className="shrink-0 overflow-x-auto border-b border-line">
      <ul className="mx-auto flex w-full max-w-220 gap-5 px-6 max-phone:px-4">
        {rooms.map((room) => {
          const href = `/w/${slug}/settings/${room}`;
          const isHere = pathname === href;
          return (
            <li key={room}>
              <Link
                href={href}
                aria-current={isHere ? 'page' : undefined}
                className={cx(
                  '-mb-px flex h-11 items-center border-b-2 text-sm font-medium whitespace-nowrap',
                  isHere ? 'border-accent-ink text-ink' : 'border-transparent text-muted hover:text-ink',
                )}
              >
                {t(room)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
