'use client';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { cx } from '#components/ui/cx.ts';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';

/** The sections in their order, by what they are about. */
const groups = {
  workspace: ['members', 'workspace', 'networks', 'api', 'audit'],
  work: ['replies', 'guidance', 'guard-rails', 'approval', 'fields', 'contacts', 'distribution'],
  you: ['availability', 'notifications', 'account'],
} as const;

type Group = keyof typeof groups;
export type SettingsSection = (typeof groups)[Group][number];

/** Links to the sections of the settings that this member may open: a column beside the page, or a strip above it where there is no room. */
export function SettingsNav({ slug, sections }: { slug: string; sections: readonly SettingsSection[] }) {
  const t = useTranslations('settings.nav');
  const groupName = useTranslations('settings.navGroups');
  const shown = (Object.keys(groups) as Group[]) // the keys of `groups`
    .map((group) => ({ group, open: groups[group].filter((section) => sections.includes(section)) }))
    .filter(({ open }) => open.length > 0);
  return (
    <nav
      aria-label={t('label')}
      className="flex shrink-0 gap-5 overflow-x-auto border-b border-line px-6 wide:w-52 wide:flex-col wide:gap-0 wide:overflow-x-hidden wide:overflow-y-auto wide:border-e wide:border-b-0 wide:px-3 wide:py-4 max-phone:px-4"
    >
      {shown.map(({ group, open }) => (
        <div key={group} className="wide:pb-4">
          <p id={`settings-${group}`} className="hidden px-2 pb-1 text-xs font-medium text-muted wide:block">
            {groupName(group)}
          </p>
          <ul aria-labelledby={`settings-${group}`} className="flex gap-5 wide:flex-col wide:gap-0">
            {open.map((section) => (
              <Section key={section} href={`/w/${slug}/settings/${section}`} label={t(section)} />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Section({ href, label }: { href: string; label: string }) {
  const pathname = usePathname();
  const isHere = pathname === href || pathname.startsWith(`${href}/`);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // In newer browsers this returns a promise, which must not be what the effect returns.
    if (isHere) link.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [isHere]);
  return (
    <li>
      <PageLink
        href={href}
        ref={link}
        aria-current={isHere ? 'page' : undefined}
        className={cx(
          'flex h-11 items-center justify-center text-sm font-medium whitespace-nowrap -outline-offset-2 touch:min-w-11',
          'wide:h-8 wide:justify-start wide:rounded-control wide:px-2 wide:coarse:h-11',
          isHere ? 'text-ink max-wide:chosen-below wide:chosen' : 'text-muted hover:text-ink wide:hover:bg-hover',
        )}
      >
        {label}
      </PageLink>
    </li>
  );
}
