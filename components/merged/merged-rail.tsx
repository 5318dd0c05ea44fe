'use client';
import {
  AlarmClock,
  CalendarClock,
  ChevronsUpDown,
  CircleAlert,
  Clock,
  Handshake,
  Hourglass,
  Inbox,
  Keyboard,
  Layers,
  LogOut,
  PanelLeft,
  Stamp,
  User,
  UserX,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { runCommand } from '#components/keys/command-registry.ts';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { placesQuery } from '#components/inbox-state/merged/merged-listing.ts';
import { useMergedUnread } from '#components/inbox-state/merged/use-merged-notifications.ts';
import { useMaybeRoute } from '#components/route/use-route.ts';
import { Bell } from '#components/shell/notification-bell.tsx';
import { cx } from '#components/ui/cx.ts';
import { ScrollArea } from '#components/ui/focus/scroll-area.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { MergedView, PlaceView } from '#lib/items/merged/types.ts';
import { MERGED_UNREAD_LIMIT } from '#lib/notifications/types.ts';
import { MergedLink } from './merged-link.tsx';
import { RailPlaces } from './rail-places.tsx';
import { useNamedPlaces } from './use-named-places.ts';

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
] as const satisfies readonly (readonly [
  MergedView,
  typeof Inbox,
  'goInbox' | 'goMine' | 'goUnassigned' | 'goApproval' | 'goScheduled' | 'goPromised' | null,
])[];

/** The left pane of the inbox over all workspaces: its views with their sums, and the workspaces, to show some of them. */
export function MergedRail({ places }: { places: readonly PlaceView[] }) {
  const t = useTranslations('merged');
  const { prefs } = usePrefs();
  const isWide = prefs.isRailOpen;
  return (
    <nav
      aria-label={t('rail')}
      className={cx('flex h-full shrink-0 flex-col border-r border-line bg-rail', isWide ? 'w-58' : 'w-13')}
    >
      <RailHead isWide={isWide} />
      <ScrollArea
        label={t('railList')}
        className={cx('min-h-0 flex-1 overflow-x-hidden pb-3', isWide ? 'px-2' : 'px-1.5')}
      >
        <RailViews places={places} isWide={isWide} />
        <RailPlaces places={places} isWide={isWide} />
      </ScrollArea>
      <RailFoot isWide={isWide} />
    </nav>
  );
}

function RailHead({ isWide }: { isWide: boolean }) {
  const t = useTranslations('merged');
  const shellText = useTranslations('shell');
  const { screen } = useInbox();
  const keys = useShownKeys();
  return (
    <div className={cx('flex h-12 shrink-0 items-center gap-1', isWide ? 'px-2' : 'justify-center')}>
      <button
        type="button"
        data-tip={shellText('switchWorkspace')}
        data-tip-keys={keys('goWorkspace')}
        aria-haspopup="dialog"
        onClick={() => screen.set({ dialog: { kind: 'workspace', itemIds: [] } })}
        className="flex h-9 min-w-0 items-center gap-2 rounded-control px-1.5 hover:bg-hover"
      >
        <span className="sr-only">{t('title')}</span>
        <span
          aria-hidden
          className="inline-flex size-6 shrink-0 items-center justify-center rounded-control outlined-surface bg-pressed text-soft"
        >
          <Icon of={Layers} size={14} />
        </span>
        {isWide ? (
          <>
            <span aria-hidden className="truncate text-base font-semibold">
              {t('title')}
            </span>
            <Icon of={ChevronsUpDown} size={14} className="shrink-0 text-muted" />
          </>
        ) : null}
      </button>
    </div>
  );
}

function RailViews({ places, isWide }: { places: readonly PlaceView[]; isWide: boolean }) {
  const queueText = useTranslations('queue');
  const keys = useShownKeys();
  const query = useMaybeRoute((route) => route.query) ?? '';
  const named = useNamedPlaces(places);
  const sum = (view: MergedView) => named.reduce((total, { counts }) => total + (counts?.[view] ?? 0), 0);
  const toneOf = (view: MergedView) => {
    if (sum(view) === 0) return 'plain';
    return view === 'failed' ? 'bad' : view === 'approval' || view === 'expiring' ? 'warn' : 'plain';
  };
  return (
    <ul>
      {views.map(([view, icon, command]) => (
        <li key={view}>
          <MergedLink
            view={view}
            query={placesQuery(query).toString()}
            icon={<Icon of={icon} className="shrink-0 text-muted" />}
            label={queueText(`view.${view}`)}
            keys={command ? keys(command) : undefined}
            count={sum(view)}
            tone={toneOf(view)}
            isWide={isWide}
          />
        </li>
      ))}
    </ul>
  );
}

function RailFoot({ isWide }: { isWide: boolean }) {
  return (
    <div
      className={cx(
        'flex shrink-0 gap-0.5 border-t border-line py-1.5',
        isWide ? 'items-center px-2' : 'flex-col items-center',
      )}
    >
      <CommandButton command="toggleRail" icon={PanelLeft} />
      <Bell href="/all/notifications" unread={useMergedUnread()} limit={MERGED_UNREAD_LIMIT} />
      <CommandButton command="keys" icon={Keyboard} />
      <CommandButton command="signOut" icon={LogOut} />
    </div>
  );
}

function CommandButton({ command, icon }: { command: 'toggleRail' | 'keys' | 'signOut'; icon: typeof Inbox }) {
  const commandText = useTranslations('commands');
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  return (
    <IconButton
      label={commandText(command)}
      keys={keys(command)}
      aria-keyshortcuts={ariaKeys(command)}
      icon={<Icon of={icon} />}
      onClick={() => runCommand(command)}
    />
  );
}
