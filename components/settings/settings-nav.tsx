'use client';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { cx } from '#components/ui/cx.ts';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';

export type SettingsSection =
  | 'members'
  | 'workspace'
  | 'replies'
  | 'guard-rails'
  | 'fields'
  | 'approval'
  | 'contacts'
  | 'networks'
  | 'api'
  | 'audit'
  | 'distribution'
  | 'availability'
  | 'notifications'
  | 'account';

/** Links to the sections of the settings that this member may open. */
export function SettingsNav({ slug, sections }: { slug: string; sections: readonly SettingsSection[] }) {
  const t = useTranslations('settings.nav');
  const pathname = usePathname();
  const chosen = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // In newer browsers this returns a promise, which must not be what the effect returns.
    chosen.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <nav aria-label={t('label')} className="shrink-0 overflow-x-auto border-b border-line">
      <ul className="mx-auto flex w-full max-w-220 flex-wrap gap-x-5 px-6 max-phone:w-max max-phone:flex-nowrap max-phone:max-w-none max-phone:px-4">
        {sections.map((section) => {
          const href = `/w/${slug}/settings/${section}`;
          const isHere = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <li key={section}>
              <PageLink
                href={href}
                ref={isHere ? chosen : undefined}
                aria-current={isHere ? 'page' : undefined}
                className={cx(
                  '-mb-px flex h-11 items-center justify-center touch:min-w-11 text-sm font-medium whitespace-nowrap -outline-offset-2',
                  isHere ? 'chosen-below text-ink' : 'text-muted hover:text-ink',
                )}
              >
                {t(section)}
              </PageLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
