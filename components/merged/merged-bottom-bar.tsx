'use client';
import { Inbox, Layers, User, UserX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { runCommand } from '#components/keys/command-registry.ts';
import type { CommandId } from '#components/keys/commands.ts';
import { useMaybeRoute } from '#components/route/use-route.ts';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';

const places = [
  ['open', Inbox, 'goInbox'],
  ['mine', User, 'goMine'],
  ['unassigned', UserX, 'goUnassigned'],
  [null, Layers, 'goWorkspace'],
] as const satisfies readonly (readonly [string | null, typeof Inbox, CommandId])[];

/** On a phone: the views of the inbox over all workspaces, and the switcher. Hidden while an item is open. */
export function MergedBottomBar() {
  const t = useTranslations('shell');
  const mergedText = useTranslations('merged');
  const queueText = useTranslations('queue');
  const view = useMaybeRoute((route) => route.view);
  const isItemOpen = useMaybeRoute((route) => (route.itemId ? 'open' : null)) !== null;
  if (isItemOpen) return null;
  return (
    <nav
      aria-label={t('places')}
      className="z-20 hidden shrink-0 border-t border-line bg-rail pb-[env(safe-area-inset-bottom)] max-phone:flex"
    >
      {places.map(([name, icon, command]) => (
        <button
          key={command}
          type="button"
          aria-current={name !== null && view === name ? 'page' : undefined}
          onClick={() => runCommand(command)}
          className={cx(
            'relative flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs font-medium -outline-offset-2 short:h-11 short:flex-row short:gap-1',
            name !== null && view === name ? 'chosen-above text-accent-ink' : 'text-muted',
          )}
        >
          <Icon of={icon} size={20} />
          <span className="max-w-full truncate">
            {name === null ? mergedText('workspaces') : queueText(`view.${name}`)}
          </span>
        </button>
      ))}
    </nav>
  );
}
