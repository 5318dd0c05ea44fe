'use client';
import {
  Activity,
  ArrowLeftRight,
  Bell,
  CircleAlert,
  CircleCheck,
  Contact,
  Clock,
  AlarmClock,
  CalendarClock,
  Handshake,
  Hourglass,
  LogOut,
  Settings,
  Stamp,
  UserX,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { SinceLeftMenuLine } from '#components/departures/since-left-menu-line.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useUnreadCount } from '#components/inbox-state/workspace/use-notifications.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { SteadyNumber } from '#components/ui/text/steady-number.tsx';
import { useCounts } from '#components/inbox-state/workspace/use-counts.ts';
import { Icon } from '#components/ui/icon.tsx';
import { Page, Section } from '#components/ui/page.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import type { ViewName } from '#lib/items/types.ts';
import { MeTeam } from './team/me-team.tsx';

const views = [
  ['unassigned', UserX],
  ['waiting', Hourglass],
  ['snoozed', Clock],
  ['approval', Stamp],
  ['scheduled', CalendarClock],
  ['promised', Handshake],
  ['expiring', AlarmClock],
  ['failed', CircleAlert],
  ['resolved', CircleCheck],
] as const satisfies readonly (readonly [ViewName, LucideIcon])[];

const lineClass = 'flex min-h-12 w-full items-center gap-3 text-base';

/** On a phone: the content of the rail as a page. */
export function MePage() {
  const t = useTranslations('shell');
  const queueText = useTranslations('queue');
  const routing = useTranslations('routing.availability');
  const { me, name, slug, workspaces, can } = useWorkspace();
  const { screen } = useInbox();
  const { prefs, setPrefs } = usePrefs();
  const notificationText = useTranslations('notifications');
  const unread = useUnreadCount();
  const counts = useCounts();
  const themes = (['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`theme.${value}`) }));
  return (
    <Page title={me.name} intro={me.email}>
      <Section title={name}>
        <ul className="divide-y divide-line border-y border-line">
          <li>
            <Link href={`/w/${slug}/notifications`} className={lineClass}>
              <Icon of={Bell} className="text-muted" />
              <span className="flex-1">{notificationText('title')}</span>
              <SteadyNumber value={unread} className="text-sm text-muted" />
            </Link>
          </li>
          <SinceLeftMenuLine lineClass={lineClass} />
          {views.map(([view, icon]) => (
            <li key={view}>
              <Link href={`/w/${slug}/${view}`} className={lineClass}>
                <Icon of={icon} className="text-muted" />
                <span className="flex-1">{queueText(`view.${view}`)}</span>
                {view === 'resolved' ? null : (
                  <SteadyNumber value={counts?.byView[view]} className="text-sm text-muted" />
                )}
              </Link>
            </li>
          ))}
          <li>
            <Link href={`/w/${slug}/contacts`} className={lineClass}>
              <Icon of={Contact} className="text-muted" />
              <span className="flex-1">{t('contacts')}</span>
            </Link>
          </li>
          <MeTeam lineClass={lineClass} />
        </ul>
      </Section>
      <Section>
        <ul className="divide-y divide-line border-y border-line">
          {workspaces.length > 1 ? (
            <li>
              <button
                type="button"
                className={lineClass}
                onClick={() => screen.set({ dialog: { kind: 'workspace', itemIds: [] } })}
              >
                <Icon of={ArrowLeftRight} className="text-muted" />
                {t('switchWorkspace')}
              </button>
            </li>
          ) : null}
          <li>
            <Link href={`/w/${slug}/channels`} className={lineClass}>
              <Icon of={Activity} className="text-muted" />
              {t('channels')}
            </Link>
          </li>
          {can('setAvailability') ? (
            <li>
              <Link href={`/w/${slug}/settings/availability`} className={lineClass}>
                <Icon of={CalendarClock} className="text-muted" />
                {routing('menu')}
              </Link>
            </li>
          ) : null}
          <li>
            <Link href={`/w/${slug}/settings`} className={lineClass}>
              <Icon of={Settings} className="text-muted" />
              {t('settings')}
            </Link>
          </li>
          <li className="flex min-h-12 items-center justify-between gap-3">
            {t('theme.label')}
            <Select
              className="!w-56"
              label={t('theme.label')}
              value={prefs.theme}
              onChange={(theme) => setPrefs({ theme })}
              options={themes}
            />
          </li>
          <li>
            <Link href="/sign-out" className={lineClass}>
              <Icon of={LogOut} className="text-muted" />
              {t('signOut')}
            </Link>
          </li>
        </ul>
      </Section>
    </Page>
  );
}
