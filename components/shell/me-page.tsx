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
  History,
  Hourglass,
  Settings,
  Stamp,
  UserX,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useUnreadCount } from '#components/inbox-state/workspace/use-notifications.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useCounts } from '#components/inbox-state/workspace/use-counts.ts';
import { Icon } from '#components/ui/icon.tsx';
import { Page, Section } from '#components/ui/page.tsx';
import type { ViewName } from '#lib/items/types.ts';
import { MeLink, meLineClass, SignOutLine, ThemeLine } from './me-lines.tsx';
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

/** On a phone: the content of the rail as a page. */
export function MePage() {
  const t = useTranslations('shell');
  const queueText = useTranslations('queue');
  const routing = useTranslations('routing.availability');
  const { me, name, slug, workspaces, can } = useWorkspace();
  const { screen } = useInbox();
  const notificationText = useTranslations('notifications');
  const sinceLeftText = useTranslations('sinceLeft');
  const unread = useUnreadCount();
  const counts = useCounts();
  return (
    <Page title={me.name} intro={me.email}>
      <Section title={name}>
        <ul className="divide-y divide-line border-y border-line">
          <MeLink href={`/w/${slug}/notifications`} icon={Bell} label={notificationText('title')} count={unread} />
          <MeLink href={`/w/${slug}/since-left`} icon={History} label={sinceLeftText('title')} />
          {views.map(([view, icon]) => (
            <MeLink
              key={view}
              href={`/w/${slug}/${view}`}
              icon={icon}
              label={queueText(`view.${view}`)}
              count={view === 'resolved' ? null : counts?.byView[view]}
            />
          ))}
          <MeLink href={`/w/${slug}/contacts`} icon={Contact} label={t('contacts')} />
          <MeTeam lineClass={meLineClass} />
        </ul>
      </Section>
      <Section>
        <ul className="divide-y divide-line border-y border-line">
          {workspaces.length > 1 ? (
            <li>
              <button
                type="button"
                className={meLineClass}
                onClick={() => screen.set({ dialog: { kind: 'workspace', itemIds: [] } })}
              >
                <Icon of={ArrowLeftRight} className="text-muted" />
                {t('switchWorkspace')}
              </button>
            </li>
          ) : null}
          <MeLink href={`/w/${slug}/channels`} icon={Activity} label={t('channels')} />
          {can('setAvailability') ? (
            <MeLink href={`/w/${slug}/settings/availability`} icon={CalendarClock} label={routing('menu')} />
          ) : null}
          <MeLink href={`/w/${slug}/settings`} icon={Settings} label={t('settings')} />
          <ThemeLine />
          <SignOutLine />
        </ul>
      </Section>
    </Page>
  );
}
