'use client';
import {
  AlarmClock,
  Bell,
  CalendarClock,
  CircleAlert,
  Clock,
  Handshake,
  Hourglass,
  type LucideIcon,
  Stamp,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMergedUnread } from '#components/inbox-state/merged/use-merged-notifications.ts';
import { usePlaces } from '#components/inbox-state/merged/use-places.ts';
import { MeLink, SignOutLine, ThemeLine } from '#components/shell/me-lines.tsx';
import { Page, Section } from '#components/ui/page.tsx';
import type { MergedView } from '#lib/items/merged/types.ts';

const views = [
  ['waiting', Hourglass],
  ['snoozed', Clock],
  ['approval', Stamp],
  ['scheduled', CalendarClock],
  ['promised', Handshake],
  ['expiring', AlarmClock],
  ['failed', CircleAlert],
] as const satisfies readonly (readonly [MergedView, LucideIcon])[];

/** On a phone: what of the rail over all workspaces is not in the bar at the bottom. */
export function MergedMePage({ me }: { me: { name: string; email: string } }) {
  const t = useTranslations('merged');
  const queueText = useTranslations('queue');
  const notificationText = useTranslations('notifications');
  const places = usePlaces();
  const unread = useMergedUnread();
  const sum = (view: MergedView) => places?.reduce((total, { counts }) => total + (counts?.[view] ?? 0), 0);
  return (
    <Page title={me.name} intro={me.email}>
      <Section title={t('title')}>
        <ul className="divide-y divide-line border-y border-line">
          <MeLink href="/all/notifications" icon={Bell} label={notificationText('title')} count={unread} />
          {views.map(([view, icon]) => (
            <MeLink key={view} href={`/all/${view}`} icon={icon} label={queueText(`view.${view}`)} count={sum(view)} />
          ))}
        </ul>
      </Section>
      <Section>
        <ul className="divide-y divide-line border-y border-line">
          <ThemeLine />
          <SignOutLine />
        </ul>
      </Section>
    </Page>
  );
}
