'use client';
import { Activity, ChevronsUpDown, Contact, Keyboard, PanelLeft, Search, Settings } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { runCommand } from '#components/keys/command-registry.ts';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { ScrollArea } from '#components/ui/focus/scroll-area.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import { latePart } from '#components/ui/preload/late-part.tsx';
import { NotificationBell } from './notification-bell.tsx';
import { PersonMenu } from './person-menu.tsx';
import { RailChannels } from './rail-channels.tsx';
import { RailViews } from './rail-views.tsx';

const RailTeam = latePart(async () => (await import('./team/rail-team.tsx')).RailTeam);
// The saved views are read after the first paint anyway.
const SavedViews = latePart(async () => (await import('./saved-views.tsx')).SavedViews);

/** The left pane: the workspace, its views with their counts, saved views, channels. Folded, it shows icons alone. */
export function Rail() {
  const t = useTranslations('shell');
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
        {isWide ? <FindButton /> : null}
        <RailViews isWide={isWide} />
        <RailTeam isWide={isWide} />
        <SavedViews isWide={isWide} />
        <RailChannels isWide={isWide} />
      </ScrollArea>
      <RailFoot isWide={isWide} />
    </nav>
  );
}

function RailHead({ isWide }: { isWide: boolean }) {
  const t = useTranslations('shell');
  const { name, workspaces } = useWorkspace();
  const { screen } = useInbox();
  const keys = useShownKeys();
  return (
    <div className={cx('flex h-12 shrink-0 items-center gap-1', isWide ? 'px-2' : 'justify-center')}>
      <button
        type="button"
        data-tip={t('switchWorkspace')}
        data-tip-keys={keys('goWorkspace')}
        aria-haspopup={workspaces.length > 1 ? 'dialog' : undefined}
        onClick={() => screen.set({ dialog: { kind: 'workspace', itemIds: [] } })}
        className="flex h-9 min-w-0 items-center gap-2 rounded-control px-1.5 hover:bg-hover"
      >
        <span className="sr-only">{t('workspace', { name })}</span>
        <span
          aria-hidden
          className="inline-flex size-6 shrink-0 items-center justify-center rounded-control outlined-surface bg-voice text-xs font-semibold text-page"
        >
          {[...name][0]?.toUpperCase()}
        </span>
        {isWide ? (
          <>
            <span aria-hidden className="truncate text-base font-semibold">
              {name}
            </span>
            <Icon of={ChevronsUpDown} size={14} className="shrink-0 text-muted" />
          </>
        ) : null}
      </button>
      {isWide ? (
        <>
          <span className="flex-1" />
          <FoldButton size="small" />
        </>
      ) : null}
    </div>
  );
}

function FindButton() {
  const t = useTranslations('shell');
  const { screen } = useInbox();
  const keys = useShownKeys();
  return (
    <button
      type="button"
      aria-keyshortcuts={useAriaKeys()('palette')}
      onClick={() => screen.set({ dialog: { kind: 'palette', itemIds: [] } })}
      className="mb-2 flex h-8 w-full items-center gap-2 rounded-control bg-page px-2 text-sm text-muted inset-ring inset-ring-line hover:inset-ring-edge forced-colors:border"
    >
      <Icon of={Search} size={14} />
      <span className="min-w-0 flex-1 truncate text-left">{t('find')}</span>
      <span className="text-2xs">{keys('palette')?.replace('+', ' ')}</span>
    </button>
  );
}

function RailFoot({ isWide }: { isWide: boolean }) {
  const t = useTranslations('shell');
  const commandText = useTranslations('commands');
  const { slug } = useWorkspace();
  const { screen } = useInbox();
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  return (
    <div
      className={cx(
        'flex shrink-0 gap-0.5 border-t border-line py-1.5',
        isWide ? 'items-center px-2' : 'flex-col items-center',
      )}
    >
      {isWide ? null : <FoldButton size="normal" />}
      <PersonMenu />
      {isWide ? <span className="flex-1" /> : null}
      <NotificationBell />
      <IconButton
        label={commandText('keys')}
        keys={keys('keys')}
        aria-keyshortcuts={ariaKeys('keys')}
        icon={<Icon of={Keyboard} />}
        onClick={() => screen.set({ dialog: { kind: 'keys', itemIds: [] } })}
      />
      <PageButton href={`/w/${slug}/contacts`} label={t('contacts')}>
        <Icon of={Contact} />
      </PageButton>
      <PageButton href={`/w/${slug}/channels`} label={t('channels')}>
        <Icon of={Activity} />
      </PageButton>
      <PageButton href={`/w/${slug}/settings`} label={t('settings')}>
        <Icon of={Settings} />
      </PageButton>
    </div>
  );
}

function FoldButton({ size }: { size: 'small' | 'normal' }) {
  const commandText = useTranslations('commands');
  const keys = useShownKeys();
  return (
    <IconButton
      size={size}
      label={commandText('toggleRail')}
      keys={keys('toggleRail')}
      aria-keyshortcuts={useAriaKeys()('toggleRail')}
      icon={<Icon of={PanelLeft} />}
      onClick={() => runCommand('toggleRail')}
    />
  );
}

function PageButton({ href, label, children }: { href: string; label: string; children: ReactNode }) {
  const isHere = usePathname().startsWith(href);
  return (
    <PageLink
      href={href}
      prefetch={false}
      aria-label={label}
      aria-current={isHere ? 'page' : undefined}
      data-tip={label}
      className={cx(
        'inline-flex size-8 items-center justify-center rounded-control',
        isHere ? 'chosen text-ink' : 'text-soft hover:bg-hover hover:text-ink',
      )}
    >
      {children}
    </PageLink>
  );
}
