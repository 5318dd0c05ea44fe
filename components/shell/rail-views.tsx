'use client';
import {
  AlarmClock,
  CalendarClock,
  CircleAlert,
  CircleCheck,
  Clock,
  Handshake,
  Hourglass,
  Inbox,
  Stamp,
  User,
  UserX,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCounts } from '#components/inbox-state/workspace/use-counts.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import type { ViewName } from '#lib/items/types.ts';
import { RailLink } from './rail-link.tsx';

const views = [
  ['open', Inbox, 'goInbox'],
  ['mine', User, 'goMine'],
  ['unassigned', UserX, 'goUnassigned'],
  ['waiting', Hourglass, null],
  ['snoozed', Clock, null],
  ['approval', Stamp, 'goApproval'],
  ['scheduled', CalendarClock, 'goScheduled'],
  ['promised', Handshake, 'goPromised'],
  ['expiring', AlarmClock, null],
  ['failed', CircleAlert, null],
  ['resolved', CircleCheck, null],
] as const satisfies readonly (readonly [
  ViewName,
  typeof Inbox,
  'goInbox' | 'goMine' | 'goUnassigned' | 'goApproval' | 'goScheduled' | 'goPromised' | null,
])[];

/** The built-in views with their counts. */
export function RailViews({ isWide }: { isWide: boolean }) {
  const queueText = useTranslations('queue');
  const keys = useShownKeys();
  const counts = useCounts();
  const toneOf = (view: ViewName) => {
    if (view === 'failed' && counts && counts.byView.failed > 0) return 'bad';
    if (view === 'approval') return counts && counts.byView.approval > 0 ? 'warn' : 'plain';
    return view === 'expiring' && counts && counts.byView.expiring > 0 ? 'warn' : 'plain';
  };
  return (
    <ul>
      {views.map(([view, icon, command]) => (
        <li key={view}>
          <RailLink
            view={view}
            icon={icon}
            label={queueText(`view.${view}`)}
            keys={command ? keys(command) : undefined}
            count={view === 'resolved' ? undefined : counts?.byView[view]}
            tone={toneOf(view)}
            isWide={isWide}
          />
        </li>
      ))}
    </ul>
  );
}
