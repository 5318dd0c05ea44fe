'use client';
import {
  Activity,
  AlarmClock,
  ChevronsUpDown,
  CircleAlert,
  CircleCheck,
  Clock,
  Hourglass,
  Inbox,
  Keyboard,
  PanelLeft,
  Search,
  Settings,
  User,
  UserX,
} from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import { runCommand } from '#components/keys/command-registry.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { useCounts } from '#components/inbox-state/workspace/use-counts.ts';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { ViewName } from '#lib/items/types.ts';
import { PersonMenu } from './person-menu.tsx';
import { RailChannels } from './rail-channels.tsx';
import { RailLink } from './rail-link.tsx';
import { RailViews } from './rail-views.tsx';

const views = [
  ['open', Inbox, 'goInbox'],
  ['mine', User, 'goMine'],
  ['unassigned', UserX, 'goUnassigned'],
  ['waiting', Hourglass, null],
  ['snoozed', Clock, null],
  ['expiring', AlarmClock, null],
  ['failed', CircleAlert, null],
  ['resolved', CircleCheck, null],
] as const satisfies readonly (readonly [ViewName, typeof Inbox, 'goInbox' | 'goMine' | 'goUnassigned' | null])[];

/** The left pane: which workspace, its views with their exact numbers, saved views, channels. */
export function Rail() {
  const t = useTranslations('shell');
  const queueText = useTranslations('queue');
  const commandText = useTranslations('commands');
  const { name, slug, workspaces } = useWorkspace();
  const { prefs } = usePrefs();
  const { desk } = useInbox();
  const keys = useShownKeys();
  const counts = useCounts();
  const isWide = prefs.isRailOpen;
  return (
    <nav
      aria-label={t('rail')}
      className={cx('flex h-full shrink-0 flex-col border-r border-line bg-rail', isWide ? 'w-58' : 'w-13')}
    >
      <div className={cx('flex h-12 shrink-0 items-center gap-1', isWide ? 'px-2' : 'justify-center')}>
        <button
          type="button"
          aria-label={t('workspace', { name })}
          data-tip={t('switchWorkspace')}
          data-tip-keys={keys('goWorkspace')}
          aria-haspopup={workspaces.length > 1 ? 'dialog' : undefined}
          onClick={() => desk.set({ ask: { kind: 'workspace', itemIds: [] } })}
          className="flex h-9 min-w-0 items-center gap-2 rounded-control px-1.5 hover:bg-hover"
        >
          <span className="inline-flex size-6 shrink-0 items-center justify-center rounded-control bg-voice-fill text-xs font-semibold text-white">
            {[...name][0]?.toUpperCase()}
          </span>
          {isWide ? (
            <>
              <span className="truncate text-base font-semibold">{name}</span>
              <Icon of={ChevronsUpDown} size={14} className="shrink-0 text-muted" />
            </>
          ) : null}
        </button>
        {isWide ? (
          <>
            <span className="flex-1" />
            <IconButton
              size="small"
              label={commandText('toggleRail')}
              keys={keys('toggleRail')}
              icon={<Icon of={PanelLeft} />}
              onClick={() => runCommand('toggleRail')}
            />
          </>
        ) : null}
      </div>
      <div className={cx('min-h-0 flex-1 overflow-x-hidden overflow-y-auto pb-3', isWide ? 'px-2' : 'px-1.5')}>
        {isWide ? (
          <button
            type="button"
            onClick={() => desk.set({ ask: { kind: 'palette', itemIds: [] } })}
            className="mb-2 flex h-8 w-full items-center gap-2 rounded-control bg-page px-2 text-sm text-muted inset-ring inset-ring-line hover:inset-ring-edge/60"
          >
            <Icon of={Search} size={14} />
            <span className="flex-1 text-left">{t('find')}</span>
            <span className="text-2xs">{keys('palette')?.replace('+', ' ')}</span>
          </button>
        ) : null}
        <ul>
          {views.map(([view, icon, command]) => (
            <li key={view}>
              <RailLink
                view={view}
                icon={icon}
                label={queueText(`view.${view}`)}
                keys={command ? keys(command) : undefined}
                count={view === 'resolved' ? undefined : counts?.byView[view]}
                tone={
                  view === 'failed' && counts && counts.byView.failed > 0
                    ? 'bad'
                    : view === 'expiring' && counts && counts.byView.expiring > 0
                      ? 'warn'
                      : 'plain'
                }
                isWide={isWide}
              />
            </li>
          ))}
        </ul>
        <RailViews isWide={isWide} />
        <RailChannels isWide={isWide} />
      </div>
      <div
        className={cx(
          'flex shrink-0 gap-0.5 border-t border-line py-1.5',
          isWide ? 'items-center px-2' : 'flex-col items-center',
        )}
      >
        {isWide ? null : (
          <IconButton
            label={commandText('toggleRail')}
            keys={keys('toggleRail')}
            icon={<Icon of={PanelLeft} />}
            onClick={() => runCommand('toggleRail')}
          />
        )}
        <PersonMenu isWide={isWide} />
        {isWide ? <span className="flex-1" /> : null}
        <IconButton
          label={commandText('keys')}
          keys={keys('keys')}
          icon={<Icon of={Keyboard} />}
          onClick={() => desk.set({ ask: { kind: 'keys', itemIds: [] } })}
        />
        <PageLink href={`/w/${slug}/channels`} label={t('channels')}>
          <Icon of={Activity} />
        </PageLink>
        <PageLink href={`/w/${slug}/settings`} label={t('settings')}>
          <Icon of={Settings} />
        </PageLink>
      </div>
    </nav>
  );
}

function PageLink({ href, label, children }: { href: string; label: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={label}
      data-tip={label}
      className="inline-flex size-8 items-center justify-center rounded-control text-soft hover:bg-hover hover:text-ink"
    >
      {children}
    </Link>
  );
}
